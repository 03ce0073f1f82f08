package io.zkml.fuzz.targets;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.IdxReader;
import java.io.ByteArrayInputStream;
import java.util.List;

/** IDX files of images and labels. */
public final class IdxTarget {

  private static final int MAX_BYTES = 1 << 20;

  private IdxTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(DatasetFormatException.class),
        () -> new IdxReader(MAX_BYTES).read(new ByteArrayInputStream(bytes)));
  }
}
