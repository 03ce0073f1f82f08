package io.zkml.fuzz.targets;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.fuzz.Vectors;
import java.util.Arrays;
import java.util.List;

/** Proofs under one key: what is read has one byte form. */
public final class ProofTarget {

  private static final VerifyingKey KEY = key();

  private ProofTarget() {}

  private static VerifyingKey key() {
    try {
      return VerifyingKeyCodec.decode(Vectors.accepted().getFirst().key());
    } catch (KeyFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(ProofRejectedException.class),
        () -> {
          byte[] again = ProofCodec.encode(ProofCodec.decode(bytes, KEY), KEY);
          if (!Arrays.equals(again, bytes)) {
            throw new AssertionError("two byte forms of one proof");
          }
          return again;
        });
  }
}
