package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceProverKeyFileTest {

  private static CompiledModel model;
  private static FloatTensor sample;

  @TempDir private Path folder;

  @BeforeAll
  static void compile() throws Exception {
    double[] pixels = new double[784];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (i * 37 % 256) / 255.0;
    }
    sample = FloatTensor.of(TensorShape.of(1, 1, 28, 28), pixels);
    model =
        ModelCompiler.of(TestModels.bytes("fmnist_mlp"))
            .calibration(List.of(sample))
            .parameters(SecurityParameters.UNSAFE_TEST)
            .compile();
  }

  private static byte[] prove(Path file) {
    try (InferenceProver prover =
        InferenceProver.builder(model)
            .threads(1)
            .kernels(KernelChoice.SCALAR)
            .keyFile(file)
            .build()) {
      return prover.prove(sample).bytes();
    }
  }

  private static byte[] proveWithoutFile() {
    try (InferenceProver prover =
        InferenceProver.builder(model).threads(2).kernels(KernelChoice.SCALAR).build()) {
      return prover.prove(sample).bytes();
    }
  }

  @Test
  void prove_keyFromFile_givesTheSameProof() {
    Path file = folder.resolve("keys/mlp.key");
    byte[] expected = proveWithoutFile();
    assertThat(prove(file)).as("file written").isEqualTo(expected);
    assertThat(file).exists();
    assertThat(prove(file)).as("file mapped").isEqualTo(expected);
  }

  @Test
  void prove_damagedFile_isWrittenAnew() throws IOException {
    Path file = folder.resolve("mlp.key");
    byte[] expected = prove(file);
    byte[] good = Files.readAllBytes(file);
    for (int at : new int[] {0, 9, 40, 60, 100, good.length / 2, good.length - 1}) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      Files.write(file, bad);
      assertThat(prove(file)).as("byte %d", at).isEqualTo(expected);
      assertThat(Files.readAllBytes(file)).as("byte %d", at).isEqualTo(good);
    }
  }

  @Test
  void prove_truncatedFile_isWrittenAnew() throws IOException {
    Path file = folder.resolve("mlp.key");
    byte[] expected = prove(file);
    byte[] good = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(good, good.length / 3));
    assertThat(prove(file)).isEqualTo(expected);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no temporary files are left").containsExactly(file);
    }
  }
}
