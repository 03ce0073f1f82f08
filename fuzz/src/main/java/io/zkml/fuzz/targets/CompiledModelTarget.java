package io.zkml.fuzz.targets;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiled models, with their checksum put right. */
public final class CompiledModelTarget {

  private CompiledModelTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(ModelFormatException.class),
        () -> {
          Path file = Files.createTempFile("zkml-fuzz", ".model");
          try {
            Files.write(file, Checksum.corrected(bytes));
            return CompiledModel.load(file);
          } finally {
            Files.delete(file);
          }
        });
  }
}
