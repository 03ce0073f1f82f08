package io.zkml.ml.operator;

import static io.zkml.ml.operator.Evaluation.dims;
import static io.zkml.ml.operator.Evaluation.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionOperatorsTest {
  @Test
  void unique_elements_withPlacesAndCounts() {
    FloatTensor x = FloatTensor.vector(2, 1, 1, 3, 2);

    List<FloatTensor> sorted = new Evaluation("Unique", 11).constant(x).run(4);
    assertThat(sorted)
        .containsExactly(
            FloatTensor.vector(1, 2, 3),
            FloatTensor.vector(1, 0, 3),
            FloatTensor.vector(1, 0, 0, 2, 1),
            FloatTensor.vector(2, 2, 1));
    assertThat(new Evaluation("Unique", 11).constant(x).with("sorted", 0).run())
        .isEqualTo(FloatTensor.vector(2, 1, 3));
    new Evaluation("Unique", 11).input(x).assertRefused("'X' must be constant");
  }

  @Test
  void unique_axis_comparesSlices() {
    FloatTensor x = tensor(dims(3, 2), 1, 0, 1, 0, 0, 5);

    assertThat(new Evaluation("Unique", 11).constant(x).with("axis", 0).run())
        .isEqualTo(tensor(dims(2, 2), 0, 5, 1, 0));
  }

  private static Evaluation suppression(double overlap, double threshold) {
    FloatTensor boxes = tensor(dims(1, 3, 4), 0, 0, 2, 2, 2, 2.5, 0, 0.5, 5, 5, 6, 6);
    return new Evaluation("NonMaxSuppression", 11)
        .constant(boxes)
        .constant(tensor(dims(1, 1, 3), 0.5, 0.9, 0.3))
        .constant(FloatTensor.vector(5))
        .constant(FloatTensor.vector(overlap))
        .constant(FloatTensor.vector(threshold));
  }

  @Test
  void nonMaxSuppression_thresholds_keepTheBest() {
    assertThat(suppression(0.5, 0).run()).isEqualTo(tensor(dims(2, 3), 0, 0, 1, 0, 0, 2));
    assertThat(suppression(0.7, 0.4).run()).isEqualTo(tensor(dims(2, 3), 0, 0, 1, 0, 0, 0));
    assertThat(suppression(0.7, 0.9).run()).isEqualTo(tensor(dims(0, 3)));
  }

  @Test
  void nonMaxSuppression_otherShapes_areRefused() {
    new Evaluation("NonMaxSuppression", 11)
        .constant(tensor(dims(1, 1, 3), 1, 2, 3))
        .constant(tensor(dims(1, 1, 1), 1))
        .assertRefused("boxes of shape [1, 1, 3]");
  }

  private static Evaluation grams(String mode) {
    return new Evaluation("TfIdfVectorizer", 9)
        .input(FloatTensor.vector(1, 2, 1, 2).withType(DataType.INT32))
        .with("mode", mode)
        .with("min_gram_length", 1)
        .with("max_gram_length", 2)
        .with("max_skip_count", 1)
        .withInts("ngram_counts", 0, 1)
        .withInts("ngram_indexes", 0, 1, 2)
        .withInts("pool_int64s", 2, 1, 2, 2, 2)
        .with("weights", new Attribute.FloatsValue(List.of(0.5, 2.0, 4.0)));
  }

  @Test
  void tfIdfVectorizer_modes_countOrWeigh() {
    assertThat(grams("TF").run()).isEqualTo(FloatTensor.vector(2, 2, 1));
    assertThat(grams("IDF").run()).isEqualTo(FloatTensor.vector(0.5, 2, 4));
    assertThat(grams("TFIDF").run()).isEqualTo(FloatTensor.vector(1, 4, 4));
    grams("TF").withInts("ngram_indexes", 0).assertRefused("3 n-grams, 1 indexes");
    grams("X").assertRefused("mode is 'X'");
  }

  @Test
  void bitCast_sameSize_keepsTheBits() {
    FloatTensor one =
        new Evaluation("BitCast", 26)
            .input(FloatTensor.vector(1.0, -2))
            .with("to", DataType.INT32.code())
            .run();

    assertThat(one).isEqualTo(FloatTensor.vector(0x3f80_0000, 0xc000_0000));
    assertThat(one.type()).isEqualTo(DataType.INT32);
    assertThat(
            new Evaluation("BitCast", 26)
                .input(FloatTensor.vector(-1).withType(DataType.INT8))
                .with("to", DataType.UINT8.code())
                .run())
        .isEqualTo(FloatTensor.vector(255));
    new Evaluation("BitCast", 26)
        .input(FloatTensor.vector(1))
        .with("to", DataType.INT8.code())
        .assertRefused("the bits of FLOAT as INT8");
  }

  @Test
  void deformConv_withoutOffsets_isAConvolution() {
    FloatTensor x = tensor(dims(1, 1, 2, 2), 1, 2, 3, 4);
    FloatTensor w = tensor(dims(1, 1, 1, 2), 1, 10);

    assertThat(
            new Evaluation("DeformConv", 19)
                .input(x)
                .constant(w)
                .constant(tensor(dims(1, 4, 2, 1), new double[8]))
                .run())
        .isEqualTo(tensor(dims(1, 1, 2, 1), 21, 43));
  }

  @Test
  void deformConv_halfAStep_interpolates() {
    FloatTensor moved =
        new Evaluation("DeformConv", 19)
            .input(tensor(dims(1, 1, 1, 2), 2, 4))
            .constant(tensor(dims(1, 1, 1, 1), 1))
            .constant(tensor(dims(1, 2, 1, 2), 0, 0, 0.5, 0.5))
            .constant(FloatTensor.vector(100.0))
            .constant(tensor(dims(1, 1, 1, 2), 1, 3))
            .run();

    assertThat(moved).isEqualTo(tensor(dims(1, 1, 1, 2), 103, 106));
    new Evaluation("DeformConv", 19)
        .input(tensor(dims(1, 1, 1, 2), 2, 4))
        .constant(tensor(dims(1, 1, 1, 1), 1))
        .constant(tensor(dims(1, 1, 1, 2), 0, 0))
        .assertRefused("input 2 has shape [1, 1, 1, 2], needed [1, 2, 1, 2]");
  }
}
