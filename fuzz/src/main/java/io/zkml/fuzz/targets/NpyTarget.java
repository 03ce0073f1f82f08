package io.zkml.fuzz.targets;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.NpyReader;
import java.io.ByteArrayInputStream;
import java.util.List;

/** NumPy files. */
public final class NpyTarget {

  private static final int MAX_BYTES = 1 << 20;

  private NpyTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(DatasetFormatException.class),
        () -> new NpyReader(MAX_BYTES).read(new ByteArrayInputStream(bytes)));
  }
}
