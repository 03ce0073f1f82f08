package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.data.IdxArray;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.TestModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real models that can't be proven yet import and compute what they are known to compute. */
class ImportedModelsTest {
  @TempDir private static Path folder;

  @Test
  void run_boostedTrees_giveTheDecisionsOfTheirData() throws Exception {
    String csv =
        new String(TestModels.resource("/data/german-credit-test.csv"), StandardCharsets.UTF_8);
    List<double[]> rows =
        csv.lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::valueOf).toArray())
            .toList();
    assertThat(rows).hasSize(300);
    int features = rows.getFirst().length - 1;
    double[] data = new double[rows.size() * features];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, data, i * features, features);
    }
    TensorShape shape = TensorShape.of(rows.size(), features);
    Graph graph = GraphBuilder.of(TestModels.model("german_xgb")).inputShape("x", shape).build();

    Map<String, FloatTensor> outputs =
        FloatInterpreter.of(graph).run(Map.of("x", FloatTensor.of(shape, data)));

    FloatTensor labels = outputs.get("label");
    FloatTensor scores = outputs.get("prob");
    assertThat(scores.shape()).isEqualTo(TensorShape.of(rows.size(), 2));
    for (int i = 0; i < rows.size(); i++) {
      double probability = rows.get(i)[features];
      assertThat(scores.get(2 * i + 1)).as("row %s", i).isCloseTo(probability, within(2e-6));
      assertThat(scores.get(2 * i)).as("row %s", i).isCloseTo(1 - probability, within(2e-6));
      assertThat(labels.get(i)).as("row %s", i).isEqualTo(probability > 0.5 ? 1 : 0);
    }
  }

  @Test
  void run_lstm_classifiesTestImages() throws Exception {
    IdxArray images = idx("fashion-mnist-test-200-images-idx3-ubyte.gz");
    IdxArray labels = idx("fashion-mnist-test-200-labels-idx1-ubyte.gz");
    FloatInterpreter model =
        FloatInterpreter.of(GraphBuilder.of(TestModels.model("fmnist_lstm")).build());
    int correct = 0;
    for (int i = 0; i < 200; i++) {
      correct += model.run(images.item(i, 255)).argMax() == labels.item(i, 1).get(0) ? 1 : 0;
    }
    assertThat(correct).isEqualTo(175);
  }

  private static IdxArray idx(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.write(file, TestModels.resource("/data/" + name));
    return new IdxReader().read(file);
  }
}
