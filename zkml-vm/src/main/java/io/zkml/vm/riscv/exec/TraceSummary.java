package io.zkml.vm.riscv.exec;

/**
 * What is known of a trace at its end.
 *
 * @param result what the run gave
 * @param endClk the clock after the last access; the first access is at 1
 * @param boundary first and last values of all cells
 */
public record TraceSummary(ExecutionResult result, int endClk, MemoryBoundary boundary) {}
