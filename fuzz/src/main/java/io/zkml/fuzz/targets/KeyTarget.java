package io.zkml.fuzz.targets;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.VerifyingKeyCodec;
import java.util.Arrays;
import java.util.List;

/** Verifying keys: what is read has one byte form. */
public final class KeyTarget {

  private KeyTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(KeyFormatException.class),
        () -> {
          byte[] again = VerifyingKeyCodec.encode(VerifyingKeyCodec.decode(bytes));
          if (!Arrays.equals(again, bytes)) {
            throw new AssertionError("two byte forms of one key");
          }
          return again;
        });
  }
}
