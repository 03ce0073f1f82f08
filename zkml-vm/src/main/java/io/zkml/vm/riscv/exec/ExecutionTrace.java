package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.isa.Code;
import java.util.List;

/**
 * A whole run.
 *
 * @param code the text to which the chunks refer
 * @param chunks cycles in order; all but the last are full
 * @param summary result, clock and boundary
 */
public record ExecutionTrace(Code code, List<TraceChunk> chunks, TraceSummary summary) {

  /** Copies the list. */
  public ExecutionTrace {
    chunks = List.copyOf(chunks);
  }
}
