package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attention, its companions, and losses of classes. */
class AttentionOperatorsTest {
  /** Two positions whose keys differ by ln 3 in the score of a query of 1. */
  private static final FloatTensor KEYS = tensor(dims(1, 1, 2, 1), 0, Math.log(3));

  private static final FloatTensor VALUES = tensor(dims(1, 1, 2, 1), 100, 200);

  private static Evaluation attention(FloatTensor query) {
    return new Evaluation("Attention", 24).input(query).input(KEYS).input(VALUES);
  }

  private static void assertClose(FloatTensor actual, double... expected) {
    assertThat(actual.data()).containsExactly(expected, within(1e-9));
  }

  @Test
  void attention_masks_hideKeys() {
    FloatTensor queries = tensor(dims(1, 1, 2, 1), 1, 1);
    FloatTensor mask = tensor(dims(2, 2), 0, 1, 0, 0).withType(DataType.BOOL);

    assertClose(attention(queries).run(), 175, 175);
    assertClose(attention(queries).with("is_causal", 1).run(), 100, 175);
    assertClose(attention(queries).input(mask).run(), 200, 0);
    assertClose(attention(queries).input(tensor(dims(1, 2), Math.log(3), 0)).run(), 150, 150);
    assertClose(
        attention(queries).leftOut().leftOut().leftOut().input(FloatTensor.vector(1.0)).run(),
        100,
        100);
    attention(queries).input(tensor(dims(3, 2), new double[6])).assertRefused("attn_mask");
  }

  @Test
  void attention_cacheAndModes_areShown() {
    FloatTensor query = tensor(dims(1, 1, 1, 1), 1);
    List<FloatTensor> out =
        attention(query)
            .leftOut()
            .input(tensor(dims(1, 1, 1, 1), Math.log(4)))
            .input(tensor(dims(1, 1, 1, 1), 40))
            .with("qk_matmul_output_mode", 3)
            .run(4);

    assertClose(out.get(0), 0.5 * 40 + 0.125 * 100 + 0.375 * 200);
    assertClose(out.get(1), Math.log(4), 0, Math.log(3));
    assertClose(out.get(2), 40, 100, 200);
    assertClose(out.get(3), 0.5, 0.125, 0.375);
  }

  @Test
  void attention_flatHeads_shareKeys() {
    Evaluation grouped =
        new Evaluation("Attention", 23)
            .input(tensor(dims(1, 1, 2), 1, 0))
            .input(tensor(dims(1, 2, 1), 0, Math.log(3)))
            .input(tensor(dims(1, 2, 1), 100, 200))
            .with("q_num_heads", 2)
            .with("kv_num_heads", 1);

    assertThat(grouped.run().shape().toArray()).containsExactly(1, 1, 2);
    assertClose(grouped.run(), 175, 150);
    grouped.with("q_num_heads", 3).assertRefused("q_num_heads is 3");
  }

  @Test
  void rotaryEmbedding_quarterTurn_swapsPairs() {
    Evaluation turn =
        new Evaluation("RotaryEmbedding", 23)
            .input(tensor(dims(1, 1, 1, 4), 1, 2, 3, 4))
            .constant(tensor(dims(2, 2), 1, 1, 0, 0))
            .constant(tensor(dims(2, 2), 0, 0, 1, 1))
            .constant(tensor(dims(1, 1), 1));

    assertClose(turn.run(), -3, -4, 1, 2);
    assertClose(turn.with("interleaved", 1).run(), -2, 1, -4, 3);
    turn.with("rotary_embedding_dim", 3).assertRefused("an odd number");
  }

  @Test
  void tensorScatter_circular_startsOver() {
    Evaluation scatter =
        new Evaluation("TensorScatter", 24)
            .input(tensor(dims(1, 3, 1), 1, 2, 3))
            .input(tensor(dims(1, 2, 1), 10, 20))
            .constant(FloatTensor.vector(2.0))
            .with("mode", "circular");

    assertClose(scatter.run(), 20, 2, 10);
    scatter.with("mode", "odd").assertRefused("mode is 'odd'");
  }

  @Test
  void losses_weightsAndIgnoredClass_count() {
    FloatTensor scores = tensor(dims(3, 2), 0, Math.log(3), 0, 0, 5, 5);
    FloatTensor target = FloatTensor.vector(1, 0, -1);
    Evaluation loss =
        new Evaluation("SoftmaxCrossEntropyLoss", 13)
            .input(scores)
            .constant(target)
            .constant(FloatTensor.vector(3, 1))
            .with("ignore_index", -1);

    double first = -Math.log(0.75);
    double second = -Math.log(0.5);
    assertClose(loss.run(), (first + 3 * second) / 4);
    assertClose(loss.with("reduction", "none").run(2).getFirst(), first, 3 * second, 0);
    assertClose(
        new Evaluation("NegativeLogLikelihoodLoss", 13)
            .input(scores)
            .constant(target)
            .with("reduction", "sum")
            .with("ignore_index", -1)
            .run(),
        -Math.log(3));
    loss.with("reduction", "odd").assertRefused("reduction is 'odd'");
  }
}
