package io.zkml.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.ModelInspection.NodeReport;
import io.zkml.ml.ModelInspection.Status;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.TestModels;
import io.zkml.ml.quant.NumericPolicy;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelInspectionTest {

  private static FloatTensor image() {
    double[] pixels = new double[784];
    Arrays.setAll(pixels, i -> (i * 37 % 256) / 255.0);
    return FloatTensor.of(TensorShape.of(1, 1, 28, 28), pixels);
  }

  @Test
  void inspect_realModels_predictsTheCellsOfTheCompiledModel() throws Exception {
    for (String name : TestModels.ALL) {
      ModelCompiler compiler = ModelCompiler.of(TestModels.bytes(name));
      ModelInspection inspection = compiler.inspect();
      CompiledModel model = compiler.calibration(List.of(image())).compile();
      assertThat(inspection.isProvable()).as(name).isTrue();
      assertThat(inspection.calibrated()).isFalse();
      ModelInspection.Cost cost = inspection.cost().orElseThrow();
      assertThat(cost.committedCells()).as(name).isEqualTo(model.committedCells());
      assertThat(cost.constantCells()).as(name).isEqualTo(model.constantCells());
      assertThat(cost.lookups()).as(name).isEqualTo(model.lookups());
      assertThat(compiler.inspect().calibrated()).isTrue();
      assertThat(compiler.inspect().cost()).as(name).isEqualTo(inspection.cost());
    }
  }

  @Test
  void inspect_realModel_predictsTheBytesOfItsProofs() throws Exception {
    ModelCompiler compiler =
        ModelCompiler.of(TestModels.bytes("fmnist_mlp"))
            .policy(NumericPolicy.economy())
            .parameters(SecurityParameters.FAST_100);
    ModelInspection.Cost cost = compiler.inspect().cost().orElseThrow();
    CompiledModel model = compiler.calibration(List.of(image())).compile();
    try (InferenceProver prover = InferenceProver.builder(model).build()) {
      double bytes = prover.prove(image()).bytes().length;
      assertThat(cost.proofBytes() / bytes).isCloseTo(1, within(0.05));
      assertThat(bytes).isLessThanOrEqualTo((double) cost.maxProofBytes());
    }
  }

  /** Figures of the README: seconds on two cores. */
  @Test
  void inspect_measuredModels_predictsTheirFigures() throws Exception {
    predicts("fmnist_mlp", 0.036);
    predicts("fmnist_lenet5", 0.045);
    predicts("fmnist_mbv2", 0.162);
  }

  private static void predicts(String name, double seconds) throws Exception {
    ModelInspection.Cost cost =
        ModelCompiler.of(TestModels.bytes(name)).inspect().cost().orElseThrow();
    assertThat(cost.seconds() / seconds).as(name).isCloseTo(1, within(0.12));
  }

  @Test
  void inspect_convolution_countsItsRowsAndWeights() throws Exception {
    ModelInspection inspection = ModelCompiler.of(TestModels.bytes("fmnist_lenet5")).inspect();
    NodeReport conv = inspection.nodes().getFirst();
    // 6 channels in pieces of 4 and 2, 28 x 28 padded to 32 x 32; output and remainder.
    assertThat(conv.cells()).isEqualTo(2 * 6 * 32 * 32);
    assertThat(conv.lookups()).isEqualTo(3 * 6 * 32 * 32);
    assertThat(conv.weights()).isEqualTo(6 * 25 + 6);
    assertThat(conv.shapes()).isEqualTo("[1,1,28,28] [6,1,5,5] [6] -> [1,6,28,28]");
    NodeReport relu = inspection.nodes().get(1);
    assertThat(relu.status()).isEqualTo(Status.PROVABLE);
    assertThat(relu.cells()).isZero();
    long all = inspection.nodes().stream().mapToLong(NodeReport::cells).sum();
    // The rest: the range table and what rounds stacks up to powers of two.
    assertThat(inspection.cost().orElseThrow().committedCells() - all)
        .isBetween(1L << 16, (1L << 16) + 200);
  }

  /** Names of a hostile file. */
  private static ModelInspection refused() throws Exception {
    byte[] onnx =
        new ModelWriter(13)
            .input("x", 1, 4)
            .output("y", 1, 4)
            .output("z", 1, 4)
            .floats("w", FloatTensor.of(TensorShape.of(1, 4), 1, 2, 3, 4))
            .node("Relu", "r", List.of("x"))
            .node("<b>NoSuch", "n", List.of("r"))
            .node("Neg", "y", List.of("n"))
            .node("Sigmoid", "s", List.of("x"), ModelWriter.Attribute.of("huh", 1))
            .node("Mul", "m", List.of("r", "w"))
            .node("BitShift", "z", List.of("m", "m"))
            .toBytes();
    return ModelCompiler.of(onnx).inspect();
  }

  @Test
  void inspect_severalRefusedNodes_saysWhyOfEach() throws Exception {
    ModelInspection inspection = refused();
    assertThat(inspection.isProvable()).isFalse();
    assertThat(inspection.cost()).isEmpty();
    assertThat(inspection.nodes())
        .extracting(NodeReport::status)
        .containsExactly(
            Status.PROVABLE,
            Status.REFUSED,
            Status.UNKNOWN,
            Status.REFUSED,
            Status.PROVABLE,
            Status.REFUSED);
    assertThat(inspection.nodes().get(1).problem()).startsWith("the operator is not supported");
    assertThat(inspection.nodes().get(3).problem()).contains("attribute 'huh' is not supported");
    assertThat(inspection.nodes().get(1).shapes()).isEqualTo("[1,4] -> ?");
  }

  /** A node that shapes can be inferred of and that cannot be proven, behind one of that kind. */
  @Test
  void inspect_refusedBehindRefused_isFoundToo() throws Exception {
    byte[] onnx =
        new ModelWriter(18)
            .input("x", 1, 4)
            .output("y", 1, 4)
            .node("NoSuch", "lost", List.of("x"))
            .node("Mod", "m", List.of("x", "x"), ModelWriter.Attribute.of("fmod", 1))
            .node("Mod", "y", List.of("m", "x"), ModelWriter.Attribute.of("fmod", 1))
            .toBytes();
    List<NodeReport> nodes = ModelCompiler.of(onnx).inspect().nodes();
    assertThat(nodes).extracting(NodeReport::status).containsOnly(Status.REFUSED);
    assertThat(nodes.get(1).problem()).isNotEmpty().isNotEqualTo(nodes.get(0).problem());
    assertThat(nodes.get(2).problem()).isNotEmpty();
  }

  @Test
  void toString_provableModel_namesEveryNode() throws Exception {
    ModelInspection inspection = ModelCompiler.of(TestModels.bytes("fmnist_lenet5")).inspect();
    String text = inspection.toString();
    for (NodeReport node : inspection.nodes()) {
      assertThat(text).contains(node.name(), node.operator(), node.shapes());
    }
    assertThat(text).contains("all of its 12 nodes can", "91,658", "time, two cores", "heap");
  }

  @Test
  void toString_refusedModel_hasEveryReason() throws Exception {
    assertThat(refused().toString())
        .contains("of 6 nodes 3 are refused and 1 cannot be examined")
        .contains("REFUSED: the operator is not supported", "REFUSED: attribute 'huh'")
        .contains("not examined: it reads what a refused node makes");
  }

  @Test
  void toHtml_namesOfTheFile_areEscaped() throws Exception {
    assertThat(refused().toHtml("<i>"))
        .doesNotContain("<b>", "<i>")
        .contains("Can &lt;i&gt; be proven?", "&lt;b&gt;NoSuch", "Why not");
    assertThat(ModelCompiler.of(TestModels.bytes("fmnist_lenet5")).inspect().toHtml("LeNet-5"))
        .contains("<svg", "tables and padding", "91,658")
        .doesNotContain("Why not");
  }

  @Test
  void toJson_anyModel_isOneObject() throws Exception {
    assertThat(refused().toJson())
        .startsWith("{\"provable\":false")
        .contains("\"status\":\"REFUSED\",\"problem\":\"the operator is not supported");
    assertThat(ModelCompiler.of(TestModels.bytes("fmnist_lenet5")).inspect().toJson())
        .startsWith("{\"provable\":true")
        .contains("\"cost\":{\"committedCells\":91658");
  }
}
