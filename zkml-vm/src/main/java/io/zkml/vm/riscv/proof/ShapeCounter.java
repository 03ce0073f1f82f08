package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceSummary;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Register;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Counts a run's shape from its trace, chunk by chunk. */
final class ShapeCounter implements Consumer<TraceChunk> {

  private final TraceKinds kinds;
  private final int[] rows = new int[InstructionKind.ALL.size()];

  ShapeCounter(Code code) {
    this.kinds = new TraceKinds(code);
  }

  @Override
  public void accept(TraceChunk chunk) {
    int[] counts = kinds.count(chunk);
    for (int k = 0; k < rows.length; k++) {
      rows[k] += counts[k];
    }
  }

  /** The shape of a run of all chunks so far. */
  RunShape shape(TraceSummary summary) {
    List<Integer> list = new ArrayList<>();
    for (int n : rows) {
      list.add(n);
    }
    return new RunShape(
        list,
        summary.boundary().size() - Register.CELLS,
        summary.result().output().length,
        summary.result().exitCode(),
        summary.calls().stream().map(TracedCall::call).toList());
  }
}
