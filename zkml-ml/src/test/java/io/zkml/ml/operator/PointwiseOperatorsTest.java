package io.zkml.ml.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.RealFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointwiseOperatorsTest {
  private static final FloatTensor X = FloatTensor.vector(-2.0, 0, 0.5, 3);

  @ParameterizedTest
  @CsvSource({
    "Abs, -2, 2",
    "Neg, -2, 2",
    "Exp, 1, 2.718281828459045",
    "Log, 10, 2.302585092994046",
    "Sqrt, 2, 1.4142135623730951",
    "Reciprocal, 4, 0.25",
    "Erf, 0.5, 0.5204998778130465",
    "Erf, -3.5, -0.9999992569016276",
    "Erf, 20, 1",
    "Sign, -0.3, -1",
    "Floor, -0.5, -1",
    "Ceil, 0.5, 1",
    "Round, 2.5, 2",
    "Round, -1.5, -2",
    "Sin, 1, 0.8414709848078965",
    "Cos, 1, 0.5403023058681398",
    "Tan, 1, 1.5574077246549023",
    "Asin, 0.5, 0.5235987755982989",
    "Acos, 0.5, 1.0471975511965979",
    "Atan, 1, 0.7853981633974483",
    "Sinh, 1, 1.1752011936438014",
    "Cosh, 1, 1.543080634815244",
    "Asinh, -1, -0.881373587019543",
    "Acosh, 2, 1.3169578969248166",
    "Atanh, 0.5, 0.5493061443340549",
    "Softplus, 1, 1.3132616875182228",
    "Softplus, 1000, 1000",
    "Softsign, -1, -0.5",
    "HardSwish, 1, 0.6666666666666667",
    "HardSwish, 4, 4",
    "Mish, 1, 0.8650983882673103",
    "Gelu, 1, 0.8413447460685429",
    "Gelu, -1, -0.15865525393145705",
    "Swish, 1, 0.7310585786300049",
    "Elu, -1, -0.6321205588285577",
    "Celu, -1, -0.6321205588285577",
    "Selu, -1, -1.1113307412864784",
    "Selu, 1, 1.0507010221481323",
    "LeakyRelu, 3, 3",
    "ThresholdedRelu, 1, 0",
    "ThresholdedRelu, 1.5, 1.5",
    "HardSigmoid, 10, 1",
    "Shrink, 2, 2",
    "Shrink, 0.25, 0",
  })
  void evaluate_oneNumber_givesTheKnownValue(String operator, double x, double expected) {
    assertThat(new Evaluation(operator, 22).input(FloatTensor.scalar(x)).run().get(0))
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void evaluate_attributes_areUsed() {
    assertThat(new Evaluation("LeakyRelu", 16).input(X).with("alpha", 0.5).run())
        .isEqualTo(FloatTensor.vector(-1.0, 0, 0.5, 3));
    assertThat(new Evaluation("HardSigmoid", 6).input(X).with("alpha", 0.5).run())
        .isEqualTo(FloatTensor.vector(0, 0.5, 0.75, 1));
    assertThat(new Evaluation("Shrink", 9).input(X).with("lambd", 0.0).with("bias", 0.25).run())
        .isEqualTo(FloatTensor.vector(-1.75, 0, 0.25, 2.75));
    FloatTensor tanh = new Evaluation("Gelu", 20).input(X).with("approximate", "tanh").run();
    assertThat(tanh.get(2)).isCloseTo(0.34571, within(1e-5));
  }

  @Test
  void gelu_unknownApproximation_isRefused() {
    new Evaluation("Gelu", 20).input(X).with("approximate", "erf").assertRefused("'erf'");
  }

  @Test
  void abs_smallestByte_wraps() {
    FloatTensor bytes = FloatTensor.vector(-128, -3).withType(DataType.INT8);

    assertThat(new Evaluation("Abs", 13).input(bytes).run()).isEqualTo(FloatTensor.vector(-128, 3));
  }

  @Test
  void activation_ofPointwise_isATable() throws Exception {
    var graph = new Evaluation("Exp", 13).input(X).graph(1);
    var shaped = ShapeInference.infer(graph);
    NodeContext context = shaped.context(graph.nodes().getFirst());

    assertThat(new Exp().activation(context))
        .get()
        .isInstanceOfSatisfying(
            RealFunction.Tabulated.class,
            table -> assertThat(table.function().applyAsDouble(0)).isEqualTo(1));
  }

  @Test
  void predicates_specialNumbers_areTold() {
    FloatTensor special =
        FloatTensor.vector(Double.NaN, Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY);

    FloatTensor isNaN = new Evaluation("IsNaN", 20).input(special).run();
    assertThat(isNaN).isEqualTo(FloatTensor.vector(1, 0, 0, 0));
    assertThat(isNaN.type()).isEqualTo(DataType.BOOL);
    assertThat(new Evaluation("IsInf", 20).input(special).run())
        .isEqualTo(FloatTensor.vector(0, 1, 0, 1));
    assertThat(new Evaluation("IsInf", 20).input(special).with("detect_negative", 0).run())
        .isEqualTo(FloatTensor.vector(0, 0, 0, 1));
    assertThat(new Evaluation("Not", 7).input(FloatTensor.vector(0, 1)).run())
        .isEqualTo(FloatTensor.vector(1, 0));
  }
}
