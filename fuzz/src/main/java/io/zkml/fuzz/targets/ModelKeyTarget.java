package io.zkml.fuzz.targets;

import io.zkml.ml.ModelFormatException;
import io.zkml.ml.ModelKey;
import java.util.List;

/** Model keys, with their checksum put right. */
public final class ModelKeyTarget {

  private ModelKeyTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(ModelFormatException.class), () -> ModelKey.of(Checksum.corrected(bytes)));
  }
}
