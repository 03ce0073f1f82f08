package io.zkml.vm.riscv.proof;

/**
 * What a verified proof says of a run. That the input is private means that it is not disclosed,
 * not that nothing of it can be inferred.
 *
 * @param shape sizes and exit code
 * @param output public output
 */
public record VerifiedRun(RunShape shape, byte[] output) {

  /** Copies the output. */
  public VerifiedRun {
    output = output.clone();
  }

  /** The public output, a copy. */
  @Override
  public byte[] output() {
    return output.clone();
  }
}
