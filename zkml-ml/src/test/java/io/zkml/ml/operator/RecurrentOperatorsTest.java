package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recurrent layers with one hidden number, worked out by hand. */
class RecurrentOperatorsTest {
  private static final double[] SEQUENCES = {1, 10, 2, 20, 3, 30};

  private static FloatTensor numbers(int rows, double value) {
    double[] data = new double[rows];
    Arrays.fill(data, value);
    return tensor(dims(1, rows, 1), data);
  }

  private static Attribute strings(String... values) {
    return new Attribute.StringsValue(List.of(values));
  }

  private static void assertClose(FloatTensor actual, int[] dims, double... expected) {
    assertThat(actual.shape().toArray()).isEqualTo(dims);
    assertThat(actual.data()).containsExactly(expected, within(1e-12));
  }

  @Test
  void rnn_directionsAndLengths_runOverTheSteps() {
    Evaluation sums =
        new Evaluation("RNN", 14)
            .input(tensor(dims(3, 2, 1), SEQUENCES))
            .constant(tensor(dims(2, 1, 1), 1, 1))
            .constant(tensor(dims(2, 1, 1), 1, 2))
            .constant(tensor(dims(2, 2), 0, 0, 0, 1))
            .constant(FloatTensor.vector(3, 2))
            .with("direction", "bidirectional")
            .with("activations", strings("Affine", "Affine"));
    List<FloatTensor> out = sums.run(2);

    // Forward sums 1, 3, 6 and 10, 30; backward x + 2 h + 1: 4, 11, 24 and 21, 53.
    assertClose(out.get(0), dims(3, 2, 2, 1), 1, 10, 24, 53, 3, 30, 11, 21, 6, 0, 4, 0);
    assertClose(out.get(1), dims(2, 2, 1), 6, 30, 24, 53);
  }

  @Test
  void lstm_gates_followTheirOrder() {
    // Rows i, o, f, c; affine activations make everything linear.
    Evaluation lstm =
        new Evaluation("LSTM", 14)
            .input(tensor(dims(1, 1, 1), 2))
            .constant(tensor(dims(1, 4, 1), 1, 2, 3, 4))
            .constant(numbers(4, 0))
            .leftOut()
            .leftOut()
            .constant(tensor(dims(1, 1, 1), 0))
            .constant(tensor(dims(1, 1, 1), 10))
            .with("activations", strings("Affine", "Affine", "Affine"));
    List<FloatTensor> out = lstm.run(3);

    // c = f * c + i * g = 6 * 10 + 2 * 8, h = o * c.
    assertClose(out.get(2), dims(1, 1, 1), 76);
    assertClose(out.get(1), dims(1, 1, 1), 4 * 76);
    lstm.constant(tensor(dims(1, 3), 1, 1, 1));
    // i = 2 + 10, f = 6 + 10, c = 160 + 96, o = 4 + 256.
    assertClose(lstm.run(3).get(1), dims(1, 1, 1), 260 * 256);
  }

  @Test
  void gru_linearBeforeReset_actsOnTheProduct() {
    Evaluation gru =
        new Evaluation("GRU", 14)
            .input(tensor(dims(1, 1, 1), 1))
            .constant(tensor(dims(1, 3, 1), 0.5, 2, 1))
            .constant(tensor(dims(1, 3, 1), 0, 0, 3))
            .constant(tensor(dims(1, 6), 0, 0, 0, 0, 0, 7))
            .leftOut()
            .constant(tensor(dims(1, 1, 1), 4))
            .with("layout", 1)
            .with("activations", strings("Affine", "Affine"));

    // z = 0.5, r = 2, candidate 1 + 3 * (2 * 4) + 7, or 1 + 2 * (3 * 4 + 7).
    assertClose(gru.run(2).get(1), dims(1, 1, 1), 0.5 * 32 + 0.5 * 4);
    assertClose(gru.with("linear_before_reset", 1).run(2).get(1), dims(1, 1, 1), 0.5 * 39 + 2);
  }

  @Test
  void recurrent_whatDoesNotFit_isRefused() {
    Evaluation rnn =
        new Evaluation("RNN", 14)
            .input(tensor(dims(1, 1, 1), 2))
            .constant(numbers(1, 1))
            .constant(numbers(1, 1));

    rnn.with("activations", strings("Odd")).assertRefused("activation 'Odd'");
    rnn.with("direction", "odd").assertRefused("direction is 'odd'");
    new Evaluation("LSTM", 14)
        .input(tensor(dims(1, 1, 1), 2))
        .constant(numbers(1, 1))
        .constant(numbers(1, 1))
        .assertRefused("needed is [1, 4, 1]");
  }
}
