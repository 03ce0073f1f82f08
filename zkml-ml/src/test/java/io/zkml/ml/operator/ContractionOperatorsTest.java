package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import org.junit.jupiter.api.Test;

class ContractionOperatorsTest {
  private static final FloatTensor A = tensor(dims(2, 2), 1, 2, 3, 4);
  private static final FloatTensor B = tensor(dims(2, 3), 1, 0, 2, 0, 1, 3);

  private static FloatTensor einsum(String equation, FloatTensor... inputs) {
    Evaluation evaluation = new Evaluation("Einsum", 12).with("equation", equation);
    for (FloatTensor input : inputs) {
      evaluation.input(input);
    }
    return evaluation.run();
  }

  @Test
  void einsum_usualEquations_areComputed() {
    FloatTensor product = tensor(dims(2, 3), 1, 2, 8, 3, 4, 18);

    assertThat(einsum("ij,jk->ik", A, B)).isEqualTo(product);
    assertThat(einsum("ij, jk", A, B)).isEqualTo(product);
    assertThat(einsum("ii->", A)).isEqualTo(FloatTensor.scalar(5));
    assertThat(einsum("ii->i", A)).isEqualTo(FloatTensor.vector(1, 4));
    assertThat(einsum("ij->ji", A)).isEqualTo(tensor(dims(2, 2), 1, 3, 2, 4));
    assertThat(einsum("ij->i", A)).isEqualTo(FloatTensor.vector(3, 7));
  }

  @Test
  void einsum_ellipsis_broadcasts() {
    FloatTensor batch = tensor(dims(2, 1, 2), 1, 2, 3, 4);

    assertThat(einsum("...ij,...jk->...ik", batch, A))
        .isEqualTo(tensor(dims(2, 1, 2), 7, 10, 15, 22));
    assertThat(einsum("...j->...", A)).isEqualTo(FloatTensor.vector(3, 7));
  }

  @Test
  void einsum_badEquations_areRefused() {
    new Evaluation("Einsum", 12).input(A).with("equation", "ij,jk").assertRefused("1 inputs");
    new Evaluation("Einsum", 12).input(A).with("equation", "ijk").assertRefused("term 'ijk'");
    new Evaluation("Einsum", 12).input(A).with("equation", "ij->k").assertRefused("the output");
    new Evaluation("Einsum", 12)
        .input(A)
        .input(B)
        .with("equation", "ij,ij")
        .assertRefused("axis 'j' differs");
  }

  @Test
  void matMulInteger_zeroPoints_areTakenOff() {
    FloatTensor product =
        new Evaluation("MatMulInteger", 10)
            .input(A.withType(DataType.UINT8))
            .input(B.withType(DataType.UINT8))
            .constant(FloatTensor.vector(1, 2).withType(DataType.UINT8))
            .constant(FloatTensor.scalar(1).withType(DataType.UINT8))
            .run();

    assertThat(product).isEqualTo(tensor(dims(2, 3), -1, 0, 2, -2, -1, 5));
    assertThat(product.type()).isEqualTo(DataType.INT32);
  }

  @Test
  void det_ofABatch_isOneNumberAMatrix() {
    FloatTensor matrices = tensor(dims(2, 2, 2), 1, 2, 3, 4, 0, 1, 1, 0);

    assertThat(new Evaluation("Det", 11).input(matrices).run().data())
        .containsExactly(new double[] {-2, -1}, within(1e-12));
    new Evaluation("Det", 11).input(B).assertRefused("needed are square matrices");
  }
}
