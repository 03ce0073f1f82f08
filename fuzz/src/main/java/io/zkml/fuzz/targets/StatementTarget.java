package io.zkml.fuzz.targets;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.StatementCodec;
import java.util.Arrays;
import java.util.List;

/** Statements: what is read has one byte form. */
public final class StatementTarget {

  private StatementTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(KeyFormatException.class),
        () -> {
          byte[] again = StatementCodec.encode(StatementCodec.decode(bytes));
          if (!Arrays.equals(again, bytes)) {
            throw new AssertionError("two byte forms of one statement");
          }
          return again;
        });
  }
}
