package io.zkml.vm.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.program.Repetition;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Several runs of a tensor program as part of a larger proof: one plan, whose chips share their
 * rows among all runs, and the columns that hold inputs and outputs, for others to read. Immutable.
 */
public final class RepeatedMachine {

  private final Repetition runs;
  private final List<Integer> inputs;
  private final List<Integer> outputs;
  private final List<Instance> instances;
  private final ProofPlan plan;

  /**
   * The machine of some runs.
   *
   * @param program without public or committed inputs and outputs
   * @param inputs its inputs
   * @param outputs some of its witness tensors
   * @param runs at least 1
   */
  public RepeatedMachine(
      TensorProgram program, List<Integer> inputs, List<Integer> outputs, int runs) {
    this.runs = new Repetition(program, runs);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.instances = Instance.of(this.runs, new TreeSet<>(outputs));
    this.plan = new PlanBuilder(this.runs.program(), instances).build();
  }

  /** The plan: constants, then a witness; no public tensors. */
  public ProofPlan plan() {
    return plan;
  }

  /** Where the inputs are. */
  public List<StoredColumn> inputs() {
    return columns(inputs);
  }

  /** Where the outputs are. */
  public List<StoredColumn> outputs() {
    return columns(outputs);
  }

  /**
   * The witness of all runs.
   *
   * @param tensors for each run one array a tensor
   */
  public Witness witness(List<List<long[]>> tensors) {
    return new WitnessBuilder(runs.program(), instances, plan, runs.tensors(tensors))
        .build(List.of());
  }

  private List<StoredColumn> columns(List<Integer> tensors) {
    List<StoredColumn> out = new ArrayList<>();
    int[] wanted = wanted(tensors);
    int segment = 0;
    for (Instance instance : instances) {
      int results = instance.jobs().getFirst().results().size();
      for (int s = 0; s < instance.stack().segmentLogs().size(); s++) {
        for (int r = 0; r < results; r++) {
          List<StoredColumn.Place> places = places(instance, s, r, wanted, tensors.size());
          if (!places.isEmpty()) {
            Segment own = plan.segments().get(segment);
            out.add(new StoredColumn(committed(own, r), own.logRows(), own.rows(), places));
          }
        }
        segment++;
      }
    }
    return out;
  }

  /**
   * For every tensor of all runs its number among those that are wanted, run by run; -1 for others.
   */
  private int[] wanted(List<Integer> tensors) {
    int[] wanted = new int[runs.program().tensors().size()];
    Arrays.fill(wanted, -1);
    for (int k = 0; k < tensors.size() * runs.runs(); k++) {
      wanted[runs.tensor(k / tensors.size(), tensors.get(k % tensors.size()))] = k;
    }
    return wanted;
  }

  /** What the wanted tensors have in a result's column of a segment of an instance. */
  private List<StoredColumn.Place> places(
      Instance instance, int segment, int result, int[] wanted, int tensors) {
    List<StoredColumn.Place> out = new ArrayList<>();
    for (int j = 0; j < instance.jobs().size(); j++) {
      RowJob job = instance.jobs().get(j);
      int k = wanted[job.results().get(result)];
      if (k < 0) {
        continue;
      }
      TensorLayout layout = Instance.layout(runs.program(), job);
      for (int b = 0; b < layout.blocks(); b++) {
        Stack.Place p = instance.place(j, b);
        if (p.segment() == segment) {
          out.add(new StoredColumn.Place(k / tensors, k % tensors, layout, b, p.row()));
        }
      }
    }
    return out;
  }

  /** A segment's committed column of a number. */
  private static Segment.Committed committed(Segment segment, int number) {
    int seen = 0;
    for (Segment.Source source : segment.sources()) {
      if (source instanceof Segment.Committed c && seen++ == number) {
        return c;
      }
    }
    throw new IllegalStateException(segment.chip().name() + " has no column " + number);
  }
}
