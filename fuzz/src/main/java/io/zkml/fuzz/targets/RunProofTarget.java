package io.zkml.fuzz.targets;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.fuzz.ProofEdits;
import io.zkml.fuzz.SampleRun;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.proof.RunVerifier;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Proofs of runs: a proof whose first bytes, which hold all sizes, are replaced by the given ones;
 * bytes beyond choose changes of the rest. Never accepted unless unchanged.
 */
public final class RunProofTarget {

  /** Magic, version, one shard, its instructions, words of memory, exit code, bytes of output. */
  public static final int HEADER = 4 + 2 + 4 * (InstructionKind.ALL.size() + 4);

  private static final SampleRun RUN = SampleRun.prove();
  private static final int BYTES_OF_AN_EDIT = 12;

  private RunProofTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    byte[] honest = RUN.proof();
    byte[] changed = honest.clone();
    int header = Math.min(bytes.length, HEADER);
    System.arraycopy(bytes, 0, changed, 0, header);
    ByteBuffer choices = ByteBuffer.wrap(bytes, header, bytes.length - header);
    while (choices.remaining() >= BYTES_OF_AN_EDIT) {
      changed = ProofEdits.edit(changed, RUN.other(), bound -> below(choices, bound));
    }
    byte[] proof = changed;
    Refusals.allow(
        List.of(ProofRejectedException.class),
        () -> {
          byte[] output = RunVerifier.verifyUnsafe(RUN.key(), proof, new byte[0], 0).output();
          if (!Arrays.equals(proof, honest)) {
            throw new AssertionError("a changed proof is accepted");
          }
          return output;
        });
  }

  /** The next three bytes, 0 where there are none, as a number below a bound. */
  private static int below(ByteBuffer choices, int bound) {
    int v = 0;
    for (int i = 0; i < 3; i++) {
      v = v << Byte.SIZE | (choices.hasRemaining() ? choices.get() & 0xff : 0);
    }
    return v % bound;
  }
}
