package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.model.TracedCall;
import java.util.List;

/**
 * What is known of a trace at its end.
 *
 * @param result what the run gave
 * @param endClk the clock after the last access; the first access is at 1
 * @param boundary first and last values of all cells
 * @param calls of models, in order
 */
public record TraceSummary(
    ExecutionResult result, int endClk, MemoryBoundary boundary, List<TracedCall> calls) {

  /** Copies the list. */
  public TraceSummary {
    calls = List.copyOf(calls);
  }
}
