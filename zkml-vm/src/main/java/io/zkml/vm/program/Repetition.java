package io.zkml.vm.program;

import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Several runs of one program as one program: constants are shared, all other tensors are there
 * once a run.
 */
public final class Repetition {

  private final TensorProgram once;
  private final int runs;
  private final int constants;

  /** For each tensor its number among the constants, or among the others. */
  private final int[] numbers;

  private final TensorProgram all;

  /**
   * Repeats a program.
   *
   * @param once a program without public or committed inputs and outputs
   * @param runs at least 1
   */
  public Repetition(TensorProgram once, int runs) {
    if (runs < 1) {
      throw new IllegalArgumentException(runs + " runs");
    }
    if (!once.stored(Storage.INPUT).isEmpty()
        || !once.boundary().isEmpty()
        || !once.outputs().isEmpty()) {
      throw new IllegalArgumentException("a statement is about one run");
    }
    this.once = once;
    this.runs = runs;
    this.numbers = new int[once.tensors().size()];
    int shared = 0;
    for (int t = 0; t < numbers.length; t++) {
      numbers[t] = isShared(t) ? shared++ : t - shared;
    }
    this.constants = shared;
    this.all = repeat();
  }

  private boolean isShared(int tensor) {
    return once.tensors().get(tensor).storage() == Storage.CONSTANT;
  }

  private TensorProgram repeat() {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int t : once.stored(Storage.CONSTANT)) {
      tensors.add(once.tensors().get(t));
    }
    List<TensorJob> jobs = new ArrayList<>();
    for (int r = 0; r < runs; r++) {
      int run = r;
      for (int t = 0; t < numbers.length; t++) {
        if (!isShared(t)) {
          TensorSpec s = once.tensors().get(t);
          String name = s.name() + " of run " + run;
          tensors.add(new TensorSpec(name, s.storage(), s.layout(), s.min(), s.max()));
        }
      }
      for (TensorJob job : once.jobs()) {
        jobs.add(job.renumbered(t -> tensor(run, t)));
      }
    }
    return new TensorProgram(tensors, jobs, List.of(), once.rangeBits());
  }

  /** The program of one run. */
  public TensorProgram once() {
    return once;
  }

  /** The program of all runs: its jobs are those of one run, run by run. */
  public TensorProgram program() {
    return all;
  }

  /** Number of runs. */
  public int runs() {
    return runs;
  }

  /** The number in {@link #program} of a tensor of a run. */
  public int tensor(int run, int tensor) {
    if (isShared(tensor)) {
      return numbers[tensor];
    }
    return constants + run * (numbers.length - constants) + numbers[tensor];
  }

  /**
   * The tensors of {@link #program}.
   *
   * @param tensorsOfRuns for each run one array a tensor of the program that is repeated
   */
  public List<long[]> tensors(List<List<long[]>> tensorsOfRuns) {
    long[][] out = new long[all.tensors().size()][];
    for (int run = 0; run < runs; run++) {
      for (int t = 0; t < numbers.length; t++) {
        out[tensor(run, t)] = tensorsOfRuns.get(run).get(t);
      }
    }
    return List.of(out);
  }
}
