package io.zkml.vm.proof;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;

/** A tensor program ready to be set up and traced. Immutable. */
public final class TensorMachine {

  private final TensorProgram program;
  private final List<Instance> instances;
  private final ProofPlan plan;

  /** The machine of a program. */
  public TensorMachine(TensorProgram program) {
    this.program = program;
    this.instances = Instance.of(program);
    this.plan = new PlanBuilder(program, instances).build();
  }

  /** The program. */
  public TensorProgram program() {
    return program;
  }

  /** The plan of its proofs. */
  public ProofPlan plan() {
    return plan;
  }

  /**
   * Commits to the constants.
   *
   * @param tensors one array a tensor; only constants are read
   * @param logHeight log2 of the entries of a column
   * @param arity log2 of the points in a leaf
   */
  public ProvingKey setup(
      List<long[]> tensors,
      SecurityParameters parameters,
      int logHeight,
      int arity,
      FieldKernels kernels,
      Workers workers) {
    StackedLayout layout =
        new StackedLayout(logHeight, plan.commitments().get(PlanBuilder.CONSTANTS).blockLogs());
    long[] entries = constants(tensors, layout);
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, entries, 0, entries.length);
    CommittedData data = new FriProver(parameters, kernels, workers).commit(columns, arity);
    VerifyingKey key =
        new VerifyingKey(parameters, plan, logHeight, arity, List.of(data.commitment()));
    return new ProvingKey(key, List.of(entries), List.of(data));
  }

  private long[] constants(List<long[]> tensors, StackedLayout layout) {
    long[] entries = new long[Math.toIntExact(layout.size())];
    long[] offsets = layout.offsets();
    int block = 0;
    for (int t : program.stored(Storage.CONSTANT)) {
      long[] canonical = tensors.get(t).clone();
      for (int i = 0; i < canonical.length; i++) {
        canonical[i] = Goldilocks.fromSigned(canonical[i]);
      }
      var shape = program.tensors().get(t).layout();
      for (int b = 0; b < shape.blocks(); b++) {
        shape.scatter(canonical, b, entries, Math.toIntExact(offsets[block++]));
      }
    }
    return entries;
  }

  /** The witness of a run, from all its tensors. */
  public Witness witness(List<long[]> tensors) {
    return new WitnessBuilder(program, instances, plan, tensors).build();
  }

  /** The statement of a run: inputs, then outputs. */
  public Statement statement(List<long[]> tensors, byte[] context) {
    List<long[]> values = new ArrayList<>();
    for (int t : program.stored(Storage.INPUT)) {
      values.add(tensors.get(t));
    }
    for (int t : program.outputs()) {
      values.add(tensors.get(t));
    }
    return new Statement(values, context);
  }
}
