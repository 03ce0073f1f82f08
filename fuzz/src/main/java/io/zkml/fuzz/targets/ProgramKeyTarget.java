package io.zkml.fuzz.targets;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.vm.riscv.proof.ProgramKeyCodec;
import java.util.Arrays;
import java.util.List;

/** Keys of RISC-V programs: what is read has one byte form. */
public final class ProgramKeyTarget {

  private ProgramKeyTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(KeyFormatException.class),
        () -> {
          byte[] again = ProgramKeyCodec.encode(ProgramKeyCodec.decode(bytes));
          if (!Arrays.equals(again, bytes)) {
            throw new AssertionError("two byte forms of one key");
          }
          return again;
        });
  }
}
