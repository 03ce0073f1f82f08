package io.zkml.fuzz.targets;

import io.zkml.fuzz.ProofEdits;
import io.zkml.fuzz.Vectors;
import io.zkml.testkit.vector.VectorFiles;
import io.zkml.testkit.vector.VectorFiles.Part;
import io.zkml.testkit.vector.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Proofs, changed by what the bytes choose: never accepted, always refused in the one way. */
public final class VerifierTarget {

  private VerifierTarget() {}

  private static final List<VectorFiles> PROOFS = Vectors.accepted();

  private static final int MAX_EDITS = 4;

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    ByteBuffer choices = ByteBuffer.wrap(bytes);
    VectorFiles base = PROOFS.get(below(choices, PROOFS.size()));
    byte[] proof = base.proof();
    for (int n = below(choices, MAX_EDITS); n >= 0; n--) {
      byte[] other = PROOFS.get(below(choices, PROOFS.size())).proof();
      proof = ProofEdits.edit(proof, other, bound -> below(choices, bound));
    }
    boolean accepted = Verdict.of(base.with(Part.PROOF, proof)).equals(Verdict.ACCEPT);
    if (accepted != Arrays.equals(proof, base.proof())) {
      throw new AssertionError(accepted ? "accepted" : "the honest proof is refused");
    }
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
