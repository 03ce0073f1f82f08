package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.TestModels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelInspectionTest {

  @Test
  void inspect_realModels_predictsTheCellsOfTheCompiledModel() throws Exception {
    double[] pixels = new double[784];
    Arrays.setAll(pixels, i -> (i * 37 % 256) / 255.0);
    FloatTensor sample = FloatTensor.of(TensorShape.of(1, 1, 28, 28), pixels);
    for (String name : TestModels.ALL) {
      ModelInspection inspection = ModelCompiler.of(TestModels.bytes(name)).inspect();
      CompiledModel model =
          ModelCompiler.of(TestModels.bytes(name)).calibration(List.of(sample)).compile();
      assertThat(inspection.isProvable()).as(name).isTrue();
      assertThat(inspection.cost().committedCells().getAsLong())
          .as(name)
          .isEqualTo(model.committedCells());
      assertThat(inspection.cost().lookups().getAsLong()).as(name).isEqualTo(model.lookups());
      assertThat(inspection.cost().proofBytes().getAsLong()).as(name).isBetween(50_000L, 200_000L);
    }
  }

  @Test
  void toString_provableModel_namesEveryNode() throws Exception {
    ModelInspection inspection = ModelCompiler.of(TestModels.bytes("fmnist_lenet5")).inspect();
    String text = inspection.toString();
    for (ModelInspection.NodeReport node : inspection.nodes()) {
      assertThat(text).contains(node.name()).contains(node.operator());
    }
    assertThat(text).contains("core-seconds");
  }
}
