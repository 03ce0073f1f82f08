package io.zkml.vm.riscv.exec;

/**
 * What a guest left behind. The arrays belong to the caller.
 *
 * @param exitCode a0 at exit, all 32 bits
 * @param output public output: what was written to descriptor 1
 * @param diagnostics what was written to descriptor 2, up to the output's limit; never proven
 * @param cycles instructions, the last call included
 */
public record ExecutionResult(int exitCode, byte[] output, byte[] diagnostics, long cycles) {}
