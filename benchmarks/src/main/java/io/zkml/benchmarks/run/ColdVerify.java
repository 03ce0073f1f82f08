package io.zkml.benchmarks.run;

import io.zkml.ml.ModelKey;
import java.nio.file.Files;
import java.nio.file.Path;

/** One verification in a new process. Argument: the run's folder. */
final class ColdVerify {

  /** Printed when the proof has been accepted. */
  static final String DONE = "accepted";

  private ColdVerify() {}

  public static void main(String[] args) throws Exception {
    RunFolder folder = new RunFolder(Path.of(args[0]));
    ModelKey key = ModelKey.load(folder.key());
    Measure.verifier(key).verify(Files.readAllBytes(folder.proof()));
    System.out.println(DONE);
  }
}
