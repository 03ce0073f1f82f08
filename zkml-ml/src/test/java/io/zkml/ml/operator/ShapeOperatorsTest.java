package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators that move elements without computing. */
class ShapeOperatorsTest {
  private static final FloatTensor X = tensor(dims(1, 2, 3), 1, 2, 3, 4, 5, 6);

  private static Evaluation on(String operator, int opset) {
    return new Evaluation(operator, opset).input(X);
  }

  private static Evaluation reshape(int... shape) {
    return on("Reshape", 14).constant(FloatTensor.vector(shape));
  }

  private static void assertShape(Evaluation evaluation, int... dims) {
    FloatTensor result = evaluation.run();
    assertThat(result.shape()).isEqualTo(TensorShape.of(dims));
    assertThat(result.data()).isEqualTo(X.data());
  }

  @Test
  void flatten_anyAxis_splitsThere() {
    assertShape(on("Flatten", 13), 1, 6);
    assertShape(on("Flatten", 13).with("axis", 0), 1, 6);
    assertShape(on("Flatten", 13).with("axis", 2), 2, 3);
    assertShape(on("Flatten", 13).with("axis", -1), 2, 3);
    assertShape(on("Flatten", 13).with("axis", 3), 6, 1);
    on("Flatten", 13).with("axis", 4).assertRefused("axis is 4, allowed is -3 to 3");
    on("Flatten", 9).with("axis", -1).assertRefused("axis is -1, allowed is 0 to 3");
  }

  @Test
  void reshape_zeroAndMinusOne_areResolved() {
    assertShape(reshape(3, 2), 3, 2);
    assertShape(reshape(0, -1), 1, 6);
    assertShape(reshape(-1), 6);
    assertShape(reshape(0, 0, 1, -1), 1, 2, 1, 3);
  }

  @Test
  void reshape_allowZero_keepsZeros() {
    FloatTensor empty = tensor(dims(0, 3));

    assertThat(
            new Evaluation("Reshape", 14)
                .input(empty)
                .constant(FloatTensor.vector(3, 0))
                .with("allowzero", 1)
                .run())
        .isEqualTo(tensor(dims(3, 0)));
    assertThat(
            new Evaluation("Reshape", 14).input(empty).constant(FloatTensor.vector(0, -1)).graph(1))
        .satisfies(graph -> assertThat(ShapeInference.problems(graph)).hasSize(1));
  }

  @Test
  void reshape_whatDoesNotFit_isRefused() {
    reshape(4).assertRefused("shape [1, 2, 3] can't become [4]");
    reshape(4, -1).assertRefused("can't become [4, 1]");
    reshape(-1, -1).assertRefused("-1 twice");
    reshape(-2, -3).assertRefused("the shape has -2");
    reshape(1, 2, 3, 0).assertRefused("0 beyond the rank");
    on("Reshape", 14).input(FloatTensor.vector(6)).assertRefused("'shape' must be constant");
    on("Reshape", 14).constant(FloatTensor.vector(1.5)).assertRefused("holds 1.5");
    on("Reshape", 14).constant(FloatTensor.vector(1e18)).assertRefused("out of range");
    on("Reshape", 13)
        .constant(FloatTensor.vector(6))
        .with("allowzero", 1)
        .assertRefused("allowzero");
  }

  @Test
  void squeeze_axes_areDropped() {
    assertShape(on("Squeeze", 13), 2, 3);
    assertShape(on("Squeeze", 13).constant(FloatTensor.vector(-3)), 2, 3);
    assertShape(on("Squeeze", 11).withInts("axes", 0), 2, 3);
    on("Squeeze", 13).constant(FloatTensor.vector(1)).assertRefused("axis 1 of [1, 2, 3] is not 1");
    on("Squeeze", 13).constant(FloatTensor.vector(0, -3)).assertRefused("axis -3 is given twice");
    on("Squeeze", 13).withInts("axes", 0).assertRefused("'axes' is not supported");
  }

  @Test
  void unsqueeze_axes_areInserted() {
    assertShape(on("Unsqueeze", 13).constant(FloatTensor.vector(4, 0)), 1, 1, 2, 3, 1);
    assertShape(on("Unsqueeze", 13).constant(FloatTensor.vector(-1)), 1, 2, 3, 1);
    assertShape(on("Unsqueeze", 11).withInts("axes", 1), 1, 1, 2, 3);
    on("Unsqueeze", 13).constant(FloatTensor.vector(5)).assertRefused("axis 5");
    on("Unsqueeze", 11).assertRefused("'axes' is missing");
    on("Unsqueeze", 13).constant(FloatTensor.vector(new int[100])).assertRefused("rank 103");
  }

  @Test
  void transpose_permutation_movesTheElements() {
    assertThat(on("Transpose", 13).withInts("perm", 2, 0, 1).run())
        .isEqualTo(tensor(dims(3, 1, 2), 1, 4, 2, 5, 3, 6));
    assertThat(on("Transpose", 13).run()).isEqualTo(tensor(dims(3, 2, 1), 1, 4, 2, 5, 3, 6));
    on("Transpose", 13).withInts("perm", 0, 1).assertRefused("not a permutation of 3 axes");
    on("Transpose", 13).withInts("perm", 0, 1, 1).assertRefused("given twice");
    on("Transpose", 13).withInts("perm", 0, 1, 3).assertRefused("axis 3");
  }

  @Test
  void concat_middleAxis_interleavesTheRows() {
    FloatTensor a = tensor(dims(2, 1, 2), 1, 2, 3, 4);
    FloatTensor b = tensor(dims(2, 2, 2), 10, 20, 30, 40, 50, 60, 70, 80);

    assertThat(new Evaluation("Concat", 13).input(a).input(b).with("axis", -2).run())
        .isEqualTo(tensor(dims(2, 3, 2), 1, 2, 10, 20, 30, 40, 3, 4, 50, 60, 70, 80));
    new Evaluation("Concat", 13).input(a).input(b).with("axis", 0).assertRefused("differ beyond");
    new Evaluation("Concat", 13).input(a).assertRefused("'axis' is missing");
    new Evaluation("Concat", 13)
        .input(a)
        .leftOut()
        .input(b)
        .with("axis", 1)
        .assertRefused("left out");
  }

  @Test
  void gather_indices_replaceTheAxis() {
    FloatTensor indices = tensor(dims(2, 1), 2, -3);

    assertThat(on("Gather", 13).constant(indices).with("axis", 2).run())
        .isEqualTo(tensor(dims(1, 2, 2, 1), 3, 1, 6, 4));
    assertThatThrownBy(() -> on("Gather", 13).constant(FloatTensor.scalar(1)).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("index 1.0 on an axis of length 1");
  }

  @Test
  void gather_constantIndexOutOfRange_isRefusedWhenFolded() {
    new Evaluation("Gather", 13)
        .constant(X)
        .constant(FloatTensor.scalar(7))
        .assertRefused("index 7.0 on an axis of length 1");
  }

  @Test
  void shape_slice_isConstant() throws Exception {
    Evaluation slice = on("Shape", 15).with("start", -2).with("end", 9);

    assertThat(slice.run()).isEqualTo(FloatTensor.vector(2, 3));
    assertThat(ShapeInference.infer(slice.graph(1)).constant("output0"))
        .contains(FloatTensor.vector(2, 3));
    assertThat(on("Shape", 13).run()).isEqualTo(FloatTensor.vector(1, 2, 3));
    assertThat(on("Shape", 15).with("start", 2).with("end", 1).run().size()).isZero();
    on("Shape", 14).with("start", 1).assertRefused("'start' is not supported");
  }

  @Test
  void constant_everyForm_isRead() {
    assertThat(constant("value", new Attribute.TensorValue(X)).run()).isEqualTo(X);
    assertThat(constant("value_int", new Attribute.IntValue(3)).run())
        .isEqualTo(FloatTensor.scalar(3));
    assertThat(constant("value_float", new Attribute.FloatValue(0.5)).run())
        .isEqualTo(FloatTensor.scalar(0.5));
    assertThat(constant("value_ints", new Attribute.IntsValue(List.of(1L, 2L))).run())
        .isEqualTo(FloatTensor.vector(1, 2));
    assertThat(constant("value_floats", new Attribute.FloatsValue(List.of(0.5))).run())
        .isEqualTo(FloatTensor.vector(0.5));
  }

  private static Evaluation constant(String name, Attribute value) {
    return new Evaluation("Constant", 13).with(name, value);
  }

  @Test
  void constant_formsThatAreNotNumbers_areRefused() {
    new Evaluation("Constant", 13).assertRefused("exactly one attribute");
    new Evaluation("Constant", 11).with("value_int", 1).assertRefused("'value_int'");
    new Evaluation("Constant", 13).with("value_string", "a").assertRefused("'value_string'");
    constant("value", new Attribute.Unheld(AttributeKind.TENSOR, "a tensor of type STRING"))
        .assertRefused("holds a tensor of type STRING");
    constant("value", new Attribute.IntValue(1)).assertRefused("is of kind INT, needed is TENSOR");
  }
}
