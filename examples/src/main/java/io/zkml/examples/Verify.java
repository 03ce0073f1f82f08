package io.zkml.examples;

import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.ml.InferenceVerifier;
import io.zkml.ml.ModelKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Verifies proof files: {@code Verify KEY PROOF...}. Needs the model's key and nothing else of the
 * model. Exit status 0 if all proofs are accepted, 1 if one is not, 2 if a file cannot be read.
 */
public final class Verify {

  private Verify() {}

  /** Prints the key's digest, then one line a proof. */
  public static void main(String[] args) {
    if (args.length < 2) {
      System.err.println("usage: Verify KEY PROOF...");
      System.exit(2);
    }
    try {
      System.exit(run(args));
    } catch (IOException e) {
      System.err.println("error: " + e);
      System.exit(2);
    }
  }

  private static int run(String[] args) throws IOException {
    ModelKey key = ModelKey.load(Path.of(args[0]));
    System.out.println("key " + key.digest() + " of model " + key.modelDigest());
    InferenceVerifier verifier = InferenceVerifier.of(key);
    int status = 0;
    for (int i = 1; i < args.length; i++) {
      Verdict verdict = verify(verifier, Path.of(args[i]));
      System.out.println(verdict);
      status = verdict.accepted() ? status : 1;
    }
    return status;
  }

  static Verdict verify(InferenceVerifier verifier, Path file) throws IOException {
    byte[] proof = Files.readAllBytes(file);
    String name = String.valueOf(file.getFileName());
    long start = System.nanoTime();
    try {
      var inference = verifier.verify(proof);
      return Verdict.of(name, millisSince(start), inference);
    } catch (ProofRejectedException e) {
      return new Verdict(false, name, millisSince(start), String.valueOf(e.getMessage()));
    }
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) * 1e-6;
  }
}
