package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneOperatorsTest {
  private static final FloatTensor X = tensor(dims(2, 3), 3, -1, 2, 0, 5, 5);

  @Test
  void softmax_sinceOpset13_runsAlongOneAxis() {
    FloatTensor x = tensor(dims(2, 1, 2), 0, Math.log(3), 5, 5);

    assertThat(new Evaluation("Softmax", 13).input(x).run().data())
        .containsExactly(new double[] {0.25, 0.75, 0.5, 0.5}, within(1e-12));
    assertThat(new Evaluation("Softmax", 13).input(x).with("axis", 1).run().data())
        .containsExactly(1, 1, 1, 1);
    assertThat(new Evaluation("LogSoftmax", 13).input(x).run().get(1))
        .isCloseTo(Math.log(0.75), within(1e-12));
  }

  @Test
  void softmax_beforeOpset13_runsOverTheAxisAndAllBehind() {
    FloatTensor x = tensor(dims(1, 2, 2), 0, 0, 0, 0);

    assertThat(new Evaluation("Softmax", 11).input(x).run().data())
        .containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(new Evaluation("Softmax", 11).input(x).with("axis", -1).run().data())
        .containsExactly(0.5, 0.5, 0.5, 0.5);
  }

  @Test
  void hardmax_equalElements_takesTheFirst() {
    assertThat(new Evaluation("Hardmax", 13).input(X).run())
        .isEqualTo(tensor(dims(2, 3), 1, 0, 0, 0, 1, 0));
  }

  @Test
  void softmax_axisOutOfRange_isRefused() {
    new Evaluation("Softmax", 13).input(X).with("axis", 2).assertRefused("axis 2");
  }

  @Test
  void argMax_equalElements_takesTheFirstOrLast() {
    FloatTensor first = new Evaluation("ArgMax", 13).input(X).with("axis", -1).run();

    assertThat(first).isEqualTo(tensor(dims(2, 1), 0, 1));
    assertThat(first.type()).isEqualTo(DataType.INT64);
    assertThat(
            new Evaluation("ArgMax", 13)
                .input(X)
                .with("axis", 1)
                .with("keepdims", 0)
                .with("select_last_index", 1)
                .run())
        .isEqualTo(FloatTensor.vector(0, 2));
    assertThat(new Evaluation("ArgMin", 11).input(X).run()).isEqualTo(tensor(dims(1, 3), 1, 0, 0));
  }

  @Test
  void topK_bothForms_giveValuesAndPositions() {
    List<FloatTensor> largest = new Evaluation("TopK", 9).input(X).with("k", 2).run(2);

    assertThat(largest.get(0)).isEqualTo(tensor(dims(2, 2), 3, 2, 5, 5));
    assertThat(largest.get(1)).isEqualTo(tensor(dims(2, 2), 0, 2, 1, 2));
    List<FloatTensor> smallest =
        new Evaluation("TopK", 11)
            .input(X)
            .constant(FloatTensor.vector(1))
            .with("largest", 0)
            .with("axis", 0)
            .run(2);
    assertThat(smallest.get(0)).isEqualTo(tensor(dims(1, 3), 0, -1, 2));
    assertThat(smallest.get(1)).isEqualTo(tensor(dims(1, 3), 1, 0, 0));
  }

  @Test
  void topK_moreThanThereIs_isRefused() {
    new Evaluation("TopK", 9).input(X).with("k", 4).assertRefused(2, "K is 4");
  }

  @Test
  void cumulative_directions_runAlongTheAxis() {
    FloatTensor x = FloatTensor.vector(2, 3, 4);
    FloatTensor axis = FloatTensor.scalar(0);

    assertThat(new Evaluation("CumSum", 14).input(x).constant(axis).run())
        .isEqualTo(FloatTensor.vector(2, 5, 9));
    assertThat(new Evaluation("CumSum", 14).input(x).constant(axis).with("exclusive", 1).run())
        .isEqualTo(FloatTensor.vector(0, 2, 5));
    assertThat(new Evaluation("CumProd", 26).input(x).constant(axis).with("reverse", 1).run())
        .isEqualTo(FloatTensor.vector(24, 12, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "ReduceSum, 4, 10",
    "ReduceMean, 1.3333333333333333, 3.3333333333333335",
    "ReduceProd, -6, 0",
    "ReduceMax, 3, 5",
    "ReduceMin, -1, 0",
    "ReduceL1, 6, 10",
    "ReduceL2, 3.7416573867739413, 7.0710678118654755",
    "ReduceSumSquare, 14, 50",
    "ReduceLogSum, 1.3862943611198906, 2.302585092994046",
    "ReduceLogSumExp, 3.3265626544790763, 5.696510820013892",
  })
  void reduce_lastAxis_givesOneNumberARow(String operator, double first, double second) {
    FloatTensor byAttribute =
        operator.equals("ReduceSum")
            ? new Evaluation(operator, 11).input(X).withInts("axes", -1).run()
            : new Evaluation(operator, 13).input(X).withInts("axes", -1).run();
    FloatTensor byInput =
        new Evaluation(operator, 18)
            .input(X)
            .constant(FloatTensor.vector(1))
            .with("keepdims", 0)
            .run();

    assertThat(byAttribute.shape().toArray()).containsExactly(2, 1);
    assertThat(byInput.shape().toArray()).containsExactly(2);
    assertThat(byInput.data()).containsExactly(new double[] {first, second}, within(1e-3));
    assertThat(byAttribute.data()).containsExactly(byInput.data());
  }

  @Test
  void reduce_withoutAxes_takesAllOrNone() {
    assertThat(new Evaluation("ReduceSum", 13).input(X).run()).isEqualTo(tensor(dims(1, 1), 14));
    assertThat(new Evaluation("ReduceSum", 13).input(X).with("noop_with_empty_axes", 1).run())
        .isEqualTo(X);
    assertThat(new Evaluation("ReduceMax", 18).input(X).with("keepdims", 0).run())
        .isEqualTo(FloatTensor.scalar(5));
  }

  @Test
  void reduce_emptyAxis_givesTheNeutralElement() {
    FloatTensor empty = tensor(dims(2, 0));

    assertThat(new Evaluation("ReduceMax", 20).input(empty).constant(FloatTensor.vector(1)).run())
        .isEqualTo(tensor(dims(2, 1), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
    assertThat(
            new Evaluation("ReduceMin", 20)
                .input(empty.withType(DataType.UINT8))
                .constant(FloatTensor.vector(1))
                .run())
        .isEqualTo(tensor(dims(2, 1), 255, 255));
    assertThat(
            new Evaluation("ReduceLogSumExp", 18)
                .input(empty)
                .constant(FloatTensor.vector(1))
                .run())
        .isEqualTo(tensor(dims(2, 1), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY));
  }
}
