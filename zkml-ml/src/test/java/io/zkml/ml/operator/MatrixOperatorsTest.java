package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gemm, MatMul and batch normalisation. */
class MatrixOperatorsTest {
  private static final FloatTensor A = tensor(dims(2, 3), 1, 2, 3, 4, 5, 6);
  private static final FloatTensor B = tensor(dims(3, 2), 1, 2, 3, 4, 5, 6);

  private static Evaluation gemm(FloatTensor a, FloatTensor b) {
    return new Evaluation("Gemm", 13).input(a).constant(b);
  }

  private static Evaluation matMul(FloatTensor a, FloatTensor b) {
    return new Evaluation("MatMul", 13).input(a).input(b);
  }

  @Test
  void gemm_plain_isTheProduct() {
    assertThat(gemm(A, B).run()).isEqualTo(tensor(dims(2, 2), 22, 28, 49, 64));
  }

  @Test
  void gemm_factorsAndBias_areApplied() {
    FloatTensor column = tensor(dims(2, 1), 1, 2);

    assertThat(gemm(A, B).constant(column).with("alpha", 2.0).with("beta", 10.0).run())
        .isEqualTo(tensor(dims(2, 2), 54, 66, 118, 148));
    assertThat(gemm(A, B).constant(FloatTensor.scalar(1)).run())
        .isEqualTo(tensor(dims(2, 2), 23, 29, 50, 65));
  }

  @Test
  void gemm_randomTransposes_equalTheDefinition() {
    long seed = 5;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int rows = 1 + random.nextInt(4);
      int depth = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(4);
      boolean transA = random.nextBoolean();
      boolean transB = random.nextBoolean();
      FloatTensor a = random(random, transA ? dims(depth, rows) : dims(rows, depth));
      FloatTensor b = random(random, transB ? dims(columns, depth) : dims(depth, columns));
      FloatTensor y =
          gemm(a, b).with("transA", transA ? 1 : 0).with("transB", transB ? 1 : 0).run();
      for (int i = 0; i < rows * columns; i++) {
        int row = i / columns;
        int column = i % columns;
        double sum = 0;
        for (int k = 0; k < depth; k++) {
          sum +=
              a.get(transA ? k * rows + row : row * depth + k)
                  * b.get(transB ? column * depth + k : k * columns + column);
        }
        assertThat(y.get(i))
            .as("seed %d, round %d, element %d", seed, round, i)
            .isCloseTo(sum, within(1e-12));
      }
    }
  }

  private static FloatTensor random(Random random, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return FloatTensor.of(shape, random.doubles(shape.elements(), -1, 1).toArray());
  }

  @Test
  void gemm_whatDoesNotFit_isRefused() {
    gemm(A, A).assertRefused("don't fit");
    gemm(A, FloatTensor.vector(1, 2, 3)).assertRefused("matrices of shape");
    gemm(A, B).constant(tensor(dims(3, 1), 1, 2, 3)).assertRefused("don't broadcast");
    gemm(A, B).constant(tensor(dims(1, 1, 1), 1)).assertRefused("doesn't broadcast");
    new Evaluation("Gemm", 9).input(A).input(B).assertRefused("it has 2 inputs");
  }

  @Test
  void matMul_vectors_countAsRowAndColumn() {
    FloatTensor v = FloatTensor.vector(1, 10);
    FloatTensor w = FloatTensor.vector(1, 10, 100);

    assertThat(matMul(v, A).run()).isEqualTo(FloatTensor.vector(41, 52, 63));
    assertThat(matMul(A, w).run()).isEqualTo(FloatTensor.vector(321, 654));
    assertThat(matMul(w, w).run()).isEqualTo(FloatTensor.scalar(10_101));
  }

  @Test
  void matMul_batches_broadcast() {
    FloatTensor batch = tensor(dims(2, 1, 1, 2), 1, 2, 3, 4);
    FloatTensor matrices = tensor(dims(2, 2, 1), 1, 10, 100, 1000);

    assertThat(matMul(batch, matrices).run())
        .isEqualTo(tensor(dims(2, 2, 1, 1), 21, 2100, 43, 4300));
  }

  @Test
  void matMul_whatDoesNotFit_isRefused() {
    matMul(A, A).assertRefused("don't fit");
    matMul(FloatTensor.scalar(1), A).assertRefused("the first input is a scalar");
    matMul(A, FloatTensor.scalar(1)).assertRefused("the second input is a scalar");
    matMul(tensor(dims(2, 1, 1), 1, 2), tensor(dims(3, 1, 1), 1, 2, 3))
        .assertRefused("don't broadcast");
  }

  private static Evaluation normalization(int opset, FloatTensor x) {
    return new Evaluation("BatchNormalization", opset)
        .input(x)
        .constant(FloatTensor.vector(2, 3))
        .constant(FloatTensor.vector(10, 20))
        .constant(FloatTensor.vector(1, 2))
        .constant(FloatTensor.vector(4, 16));
  }

  @Test
  void batchNormalization_channels_areNormalised() {
    FloatTensor x = tensor(dims(1, 2, 2), 1, 3, 2, 10);

    assertThat(normalization(15, x).with("epsilon", 0.0).run())
        .isEqualTo(tensor(dims(1, 2, 2), 10, 12, 20, 26));
    assertThat(normalization(15, x).run().get(1)).isCloseTo(12, within(1e-5)).isLessThan(12);
  }

  @Test
  void batchNormalization_training_isRefused() {
    FloatTensor x = tensor(dims(1, 2), 1, 2);

    normalization(15, x).with("training_mode", 1).assertRefused("training_mode is on");
    normalization(7, x).with("spatial", 0).assertRefused("spatial is 0");
    normalization(9, x).with("spatial", 1).assertRefused("'spatial' is not supported");
    normalization(9, x).assertRefused(2, "output 1 is not supported");
    normalization(9, tensor(dims(1, 3), 1, 2, 3)).assertRefused("input 'scale' has shape [2]");
  }
}
