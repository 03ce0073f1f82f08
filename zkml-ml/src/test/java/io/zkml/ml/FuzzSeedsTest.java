package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The seeds of the fuzz targets for models: this release reads them. With the property {@code
 * zkml.seeds.write} they are made anew, as after a change of a format.
 */
class FuzzSeedsTest {

  private static final Path CORPUS = Path.of("..", "fuzz", "corpus");
  private static final Path ONNX = CORPUS.resolve("onnx/network");
  private static final Path MODEL = CORPUS.resolve("compiled-model/network");
  private static final Path KEY = CORPUS.resolve("model-key/network");

  @Test
  void load_seeds_readsThem() throws IOException {
    if (Boolean.getBoolean("zkml.seeds.write")) {
      write();
    }
    assertThat(Files.readAllBytes(ONNX)).isEqualTo(SmallModels.onnx(1));
    assertThat(CompiledModel.load(MODEL)).isNotNull();
    assertThat(ModelKey.load(KEY)).isNotNull();
  }

  private static void write() throws IOException {
    Files.write(ONNX, SmallModels.onnx(1));
    CompiledModel model = SmallModels.compile(1);
    model.save(MODEL);
    try (InferenceProver prover = SmallModels.prover(model, 1)) {
      prover.key().save(KEY);
    }
  }
}
