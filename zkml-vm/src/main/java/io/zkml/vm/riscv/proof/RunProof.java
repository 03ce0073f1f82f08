package io.zkml.vm.riscv.proof;

import io.zkml.core.stark.ShardedProof;
import io.zkml.core.stark.Statement;
import java.util.List;

/**
 * A proof that a program, given some input, ran to its end with this shape and output.
 *
 * @param shape sizes and exit code
 * @param output public output; as many bytes as the shape says
 * @param proof of the plans that follow from program and shape
 */
public record RunProof(RunShape shape, byte[] output, ShardedProof proof) {

  /** Copies the output; checks its length. */
  public RunProof {
    output = output.clone();
    if (output.length != shape.outputBytes()) {
      throw new IllegalArgumentException(
          output.length + " bytes of output, not " + shape.outputBytes());
    }
  }

  /** The public output, a copy. */
  @Override
  public byte[] output() {
    return output.clone();
  }

  /**
   * What the proof states besides its plan.
   *
   * @param context bytes that the caller binds the proof to
   */
  static Statement statement(byte[] output, byte[] context) {
    if (output.length == 0) {
      return new Statement(List.of(), context);
    }
    long[] bytes = new long[output.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = output[i] & 0xff;
    }
    return new Statement(List.of(bytes), context);
  }
}
