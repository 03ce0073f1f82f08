package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators on quantised tensors. */
class QuantizedOperatorsTest {
  private static FloatTensor bytes(double... values) {
    return FloatTensor.vector(values).withType(DataType.UINT8);
  }

  @Test
  void quantizeLinear_roundsHalfToEvenAndSaturates() {
    FloatTensor x = FloatTensor.vector(0, 1, 3, 1000, -1000);

    assertThat(
            new Evaluation("QuantizeLinear", 13)
                .input(x)
                .constant(FloatTensor.scalar(2))
                .constant(FloatTensor.scalar(128).withType(DataType.UINT8))
                .run())
        .isEqualTo(bytes(128, 128, 130, 255, 0));
    assertThat(
            new Evaluation("QuantizeLinear", 21)
                .input(x)
                .constant(FloatTensor.scalar(2))
                .with("output_dtype", DataType.INT8.code())
                .run()
                .data())
        .containsExactly(0, 0, 2, 127, -128);
  }

  @Test
  void quantization_scalesOfAxisAndBlock() {
    FloatTensor x = tensor(dims(2, 2), 2, 4, 6, 8);

    assertThat(
            new Evaluation("DequantizeLinear", 13)
                .input(x)
                .constant(FloatTensor.vector(1, 10))
                .constant(FloatTensor.vector(1, 0))
                .run()
                .data())
        .containsExactly(1, 40, 5, 80);
    assertThat(
            new Evaluation("DequantizeLinear", 21)
                .input(x)
                .constant(tensor(dims(1, 2), 1, 10))
                .with("axis", 0)
                .with("block_size", 2)
                .run()
                .data())
        .containsExactly(2, 40, 6, 80);
    new Evaluation("DequantizeLinear", 13)
        .input(x)
        .constant(FloatTensor.vector(1, 2, 3))
        .assertRefused("scales of shape [3], needed is [2]");
  }

  @Test
  void dynamicQuantizeLinear_holdsRangeAndZero() {
    List<FloatTensor> out =
        new Evaluation("DynamicQuantizeLinear", 11).input(FloatTensor.vector(-51, 0, 204)).run(3);

    assertThat(out.get(0)).isEqualTo(bytes(0, 51, 255));
    assertThat(out.get(1).get(0)).isCloseTo(1, within(1e-6));
    assertThat(out.get(2).get(0)).isEqualTo(51);
  }

  @Test
  void qLinearMatMul_columnScales_multiplyRealNumbers() {
    assertThat(
            new Evaluation("QLinearMatMul", 10)
                .input(tensor(dims(1, 2), 3, 5))
                .constant(FloatTensor.scalar(0.5))
                .constant(FloatTensor.scalar(1))
                .constant(tensor(dims(2, 2), 1, 2, 3, 4))
                .constant(FloatTensor.vector(1, 2))
                .constant(FloatTensor.vector(0, 1))
                .constant(FloatTensor.scalar(2))
                .constant(FloatTensor.scalar(10).withType(DataType.UINT8))
                .run())
        .isEqualTo(tensor(dims(1, 2), 14, 17).withType(DataType.UINT8));
  }

  @Test
  void convolutions_zeroPoints_arePadding() {
    FloatTensor x = tensor(dims(1, 1, 3), 2, 3, 4);
    FloatTensor weights = tensor(dims(1, 1, 2), 6, 7);

    assertThat(
            new Evaluation("ConvInteger", 10)
                .input(x)
                .constant(weights)
                .constant(FloatTensor.scalar(1))
                .constant(FloatTensor.vector(5.0))
                .withInts("pads", 1, 0)
                .run())
        .isEqualTo(tensor(dims(1, 1, 3), 2, 5, 8).withType(DataType.INT32));
    assertThat(
            new Evaluation("QLinearConv", 10)
                .input(x)
                .constant(FloatTensor.scalar(0.5))
                .constant(FloatTensor.scalar(1))
                .constant(weights)
                .constant(FloatTensor.vector(2.0))
                .constant(FloatTensor.vector(5.0))
                .constant(FloatTensor.scalar(0.25))
                .constant(FloatTensor.scalar(3).withType(DataType.INT8))
                .constant(FloatTensor.vector(1.0))
                .run())
        .isEqualTo(tensor(dims(1, 1, 2), 27, 39).withType(DataType.INT8));
  }
}
