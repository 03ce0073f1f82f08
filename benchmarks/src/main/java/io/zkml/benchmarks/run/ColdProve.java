package io.zkml.benchmarks.run;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProver;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One proof in a new process: loads the compiled model, sets up, proves, writes the proof.
 * Argument: the run's folder.
 */
final class ColdProve {

  /** Printed when the proof is on disk. */
  static final String DONE = "proof on disk";

  private ColdProve() {}

  public static void main(String[] args) throws Exception {
    RunFolder folder = new RunFolder(Path.of(args[0]));
    Facts facts = Facts.load(folder.path());
    CompiledModel model = CompiledModel.load(folder.model());
    try (InferenceProver prover = Measure.prover(model, facts, folder)) {
      byte[] proof = prover.prove(InputFiles.read(folder.path(), 0)).bytes();
      Files.write(folder.path().resolve("cold.proof"), proof);
      System.out.println(DONE);
    }
    System.exit(0);
  }
}
