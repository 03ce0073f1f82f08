package io.zkml.benchmarks.run;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProof;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.InferenceVerifier;
import io.zkml.ml.KernelChoice;
import io.zkml.ml.ModelKey;
import io.zkml.ml.VerifiedInference;
import io.zkml.ml.graph.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The measured process: sets up, warms up, proves and verifies. Its memory is what the run reports.
 * Argument: the run's folder.
 */
final class Measure {

  private static final double WARM_UP_SECONDS = 20;
  private static final int WARM_UP_PROOFS = 3;
  private static final int VERIFICATIONS = 50;

  private final RunFolder folder;
  private final Facts facts;
  private final CompiledModel model;
  private final List<FloatTensor> inputs = new ArrayList<>();
  private final List<Integer> floatClasses;
  private boolean outputMatches = true;
  private boolean classAgrees = true;

  private Measure(RunFolder folder) throws IOException {
    this.folder = folder;
    this.facts = Facts.load(folder.path());
    this.model = CompiledModel.load(folder.model());
    this.floatClasses = facts.integers("floatClasses");
    for (int i = 0; i < facts.integer("inputs"); i++) {
      inputs.add(InputFiles.read(folder.path(), i));
    }
  }

  public static void main(String[] args) throws Exception {
    System.exit(Failure.status(() -> new Measure(new RunFolder(Path.of(args[0]))).run()));
  }

  /** A prover with the options of the run; its committed weights are kept in the folder. */
  static InferenceProver prover(CompiledModel model, Facts facts, RunFolder folder) {
    return InferenceProver.builder(model)
        .threads(facts.integer("threads"))
        .kernels(facts.constant("kernels", KernelChoice.class))
        .keyFile(folder.weights())
        .build();
  }

  /** A verifier that also takes the parameter set for tests. */
  static InferenceVerifier verifier(ModelKey key) {
    return key.verifyingKey().parameters().isUnsafe()
        ? InferenceVerifier.ofUnsafe(key)
        : InferenceVerifier.of(key);
  }

  private void run() throws Exception {
    Files.deleteIfExists(folder.weights());
    long start = System.nanoTime();
    try (InferenceProver prover = prover(model, facts, folder)) {
      facts.put("setupSeconds", secondsSince(start));
      prover.key().save(folder.key());
      facts.put("verifyingKeyBytes", Files.size(folder.key()));
      InferenceVerifier verifier = verifier(prover.key());
      warmUp(prover, verifier);
      List<InferenceProof> proofs = prove(prover);
      verify(verifier, proofs);
      Files.write(folder.proof(), proofs.getFirst().bytes());
    }
    facts.put("outputMatchesIntegerInterpreter", outputMatches);
    facts.put("classAgreesWithFloat", classAgrees);
    Machine.peakRssMiB().ifPresent(mib -> facts.put("peakRssMiB", mib));
    facts.save(folder.path());
  }

  private void warmUp(InferenceProver prover, InferenceVerifier verifier) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < WARM_UP_PROOFS || secondsSince(start) < WARM_UP_SECONDS; i++) {
      int input = i % inputs.size();
      check(verifier.verify(prover.prove(inputs.get(input)).bytes()), input);
    }
  }

  private List<InferenceProof> prove(InferenceProver prover) {
    List<InferenceProof> proofs = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < facts.integer("runs"); i++) {
      FloatTensor input = inputs.get(i % inputs.size());
      long start = System.nanoTime();
      proofs.add(prover.prove(input));
      seconds.add(secondsSince(start));
    }
    facts.put("proveSeconds", Median.of(seconds));
    facts.put("proofBytes", proofs.getFirst().bytes().length);
    StageMedians.put(facts, proofs.stream().map(InferenceProof::times).toList());
    facts.put("executeSeconds", facts.real("stage.EXECUTE") * 1e-3);
    return proofs;
  }

  private void verify(InferenceVerifier verifier, List<InferenceProof> proofs) throws Exception {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < Math.max(VERIFICATIONS, proofs.size()); i++) {
      int proof = i % proofs.size();
      long start = System.nanoTime();
      VerifiedInference inference = verifier.verify(proofs.get(proof).bytes());
      millis.add(secondsSince(start) * 1e3);
      check(inference, proof % inputs.size());
    }
    facts.put("verifyMillis", Median.of(millis));
  }

  private void check(VerifiedInference inference, int input) {
    FloatTensor given = inputs.get(input);
    Map<String, FloatTensor> outputs = inference.outputs();
    outputMatches &= inference.isOf(given) && outputs.equals(model.run(Answer.named(model, given)));
    classAgrees &= Answer.of(outputs).decision() == floatClasses.get(input);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
