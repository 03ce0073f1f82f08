package io.zkml.ml.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void elements_anyShape_isTheProduct() {
    assertThat(TensorShape.scalar().elements()).isEqualTo(1);
    assertThat(TensorShape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(TensorShape.of(2, 3, 4).elements(1, 3)).isEqualTo(12);
    assertThat(TensorShape.of(0, Integer.MAX_VALUE, Integer.MAX_VALUE, 9).elements()).isZero();
    assertThat(TensorShape.of(1 << 30, 1 << 30, 1 << 30).elements()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void strides_anyShape_areRowMajor() {
    assertThat(TensorShape.of(2, 3, 4).strides()).containsExactly(12, 4, 1);
    assertThat(TensorShape.of(0, Integer.MAX_VALUE, 3).strides()).containsOnly(0);
    assertThatThrownBy(() -> TensorShape.of(1, 1 << 30, 1 << 30).strides())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void of_negativeDimension_isRefused() {
    assertThatThrownBy(() -> TensorShape.of(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_callersArray_isCopied() {
    int[] dims = {2, 3};
    TensorShape shape = TensorShape.of(dims);
    dims[0] = 9;
    shape.toArray()[1] = 9;

    assertThat(shape).isEqualTo(TensorShape.of(2, 3)).hasToString("[2, 3]");
    assertThat(shape.withDim(0, 5)).isEqualTo(TensorShape.of(5, 3));
  }

  @Test
  void of_wrongNumberOfElements_isRefused() {
    assertThatThrownBy(() -> FloatTensor.of(TensorShape.of(2), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs 2 elements, got 3");
  }

  @Test
  void reshaped_sameNumberOfElements_sharesTheArray() {
    FloatTensor tensor = FloatTensor.of(TensorShape.of(2, 2), 1, 2, 3, 4);

    assertThat(tensor.reshaped(TensorShape.of(4)).data()).isSameAs(tensor.data());
    assertThatThrownBy(() -> tensor.reshaped(TensorShape.of(3)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void argMax_equalElements_isTheFirst() {
    assertThat(FloatTensor.vector(1.0, 3, 3, 2).argMax()).isEqualTo(1);
    assertThatThrownBy(() -> FloatTensor.vector(new int[0]).argMax())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void equals_shapeAndElements_decide() {
    assertThat(FloatTensor.vector(1, 2)).isEqualTo(FloatTensor.vector(1.0, 2.0));
    assertThat(FloatTensor.vector(1, 2))
        .isNotEqualTo(FloatTensor.of(TensorShape.of(1, 2), 1, 2))
        .isNotEqualTo(FloatTensor.vector(1, 3));
  }
}
