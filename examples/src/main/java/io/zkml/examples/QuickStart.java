package io.zkml.examples;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.InferenceProof;
import io.zkml.ml.InferenceProver;
import io.zkml.ml.InferenceVerifier;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.ModelKey;
import io.zkml.ml.VerifiedInference;
import io.zkml.ml.data.IdxArray;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.graph.FloatTensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The shortest way from an ONNX file to a verified answer; run it in the project's folder. */
public final class QuickStart {
  private QuickStart() {}

  public static void main(String[] args) throws Exception {
    // Typical inputs fix the ranges of all values; here 500 images, pixels from 0 to 1.
    Path data = Path.of(args.length > 0 ? args[0] : "data");
    IdxArray images =
        new IdxReader().read(data.resolve("fashion-mnist/calibration-images-idx3-ubyte.gz"));
    List<FloatTensor> samples = IntStream.range(0, 500).mapToObj(i -> images.item(i, 255)).toList();

    // Once per model: quantise it to an exact integer program, commit to its weights.
    CompiledModel model =
        ModelCompiler.of(data.resolve("models/fmnist_mlp.onnx")).calibration(samples).compile();
    Path folder = Files.createTempDirectory("zkml");
    try (InferenceProver prover = InferenceProver.builder(model).build()) {
      prover.key().save(folder.resolve("model.key"));

      // Once per input: run the model and prove the run.
      InferenceProof proof = prover.prove(images.item(0, 255));
      Files.write(folder.resolve("inference.proof"), proof.bytes());
    }

    // Anywhere else, with nothing but the key and the proof: throws unless the proof convinces.
    ModelKey key = ModelKey.load(folder.resolve("model.key"));
    byte[] proof = Files.readAllBytes(folder.resolve("inference.proof"));
    VerifiedInference result = InferenceVerifier.of(key).verify(proof);
    System.out.println("proven class: " + result.output().argMax());
  }
}
