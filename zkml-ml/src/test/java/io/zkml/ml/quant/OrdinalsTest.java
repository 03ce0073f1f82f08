package io.zkml.ml.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Ordinals.Feature;
import io.zkml.ml.quant.Ordinals.Missing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ranks: order, what is not a number, float32, byte form. */
class OrdinalsTest {

  private static final Feature TWO = new Feature(List.of(0.5, 2.0), Missing.OWN);
  private static final Feature NONE = new Feature(List.of(), Missing.LOWEST);
  private static final Ordinals ORDINALS = new Ordinals(List.of(TWO, NONE), true);

  private static QuantValue value(Ordinals ordinals, long max) {
    return new QuantValue("x", TensorShape.of(2, 2), 1, 1, 0, max, ordinals);
  }

  @Test
  void quantize_countsCutsThatAreNotAbove() {
    QuantValue x = value(ORDINALS, 3);
    double[] numbers = {Double.NEGATIVE_INFINITY, Math.nextDown(0.5f), 0.5, 1, 2, 1e300};
    long[] ranks = {0, 0, 1, 1, 2, 2};
    for (int i = 0; i < numbers.length; i++) {
      assertThat(x.quantize(2, numbers[i])).as("%s", numbers[i]).isEqualTo(ranks[i]);
      assertThat(x.quantize(3, numbers[i])).isZero();
    }
    assertThat(x.quantize(0, Double.NaN)).isEqualTo(3);
    assertThat(x.quantize(1, Double.NaN)).isZero();
    assertThat(x.real(0, 3)).isNaN();
    assertThat(x.real(0, 2)).isEqualTo(2);
    assertThat(x.real(0, 0)).isEqualTo(Math.nextDown(0.5f));
  }

  @Test
  void quantize_singlePrecision_roundsFirst() {
    double beside = Math.nextDown(0.5);
    assertThat(value(ORDINALS, 3).quantize(0, beside)).isEqualTo(1);
    Ordinals wide = new Ordinals(List.of(TWO, NONE), false);
    assertThat(value(wide, 3).quantize(0, beside)).isZero();
    assertThat(value(wide, 3).real(0, 0)).isEqualTo(beside);
  }

  @Test
  void union_hasAllCuts_andARankOfItsOwnWhereReadersDiffer() {
    Feature other = new Feature(List.of(1.0, 2.0), Missing.LOWEST);
    Ordinals both = ORDINALS.union(new Ordinals(List.of(other, other), true));
    assertThat(both.features().getFirst().cuts()).containsExactly(0.5, 1.0, 2.0);
    assertThat(both.features().getFirst().missing()).isEqualTo(Missing.OWN);
    assertThat(both.features().getLast()).isEqualTo(other);
    assertThat(both.top()).isEqualTo(4);
  }

  @Test
  void feature_cutsWithoutOrder_areRefused() {
    for (List<Double> cuts : List.of(List.of(1.0, 1.0), List.of(2.0, 1.0), List.of(Double.NaN))) {
      assertThatThrownBy(() -> new Feature(cuts, Missing.LOWEST))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static QuantizedGraph graph(QuantValue x, QuantValue y) {
    LinearForm form = LinearForm.of(new Addend(0, 1));
    return new QuantizedGraph(
        List.of(x, y), List.of(new QuantSum(1, form, new Exact(false))), 0, 1);
  }

  @Test
  void graph_ranksThatDoNotFit_areRefused() {
    QuantValue y = new QuantValue("y", TensorShape.of(2, 2), 1, 1, 0, 3);
    assertThat(graph(value(ORDINALS, 3), y).inputValues()).hasSize(1);
    assertThatThrownBy(() -> graph(value(ORDINALS, 2), y)).hasMessageContaining("its ranks");
    Ordinals one = new Ordinals(List.of(TWO), true);
    assertThatThrownBy(() -> graph(value(one, 3), y)).hasMessageContaining("its ranks");
    QuantValue x = new QuantValue("x", TensorShape.of(2, 2), 1, 1, 0, 3);
    assertThatThrownBy(() -> graph(x, value(ORDINALS, 3)))
        .hasMessageContaining("ranks of a computed value");
  }

  @Test
  void codec_roundTrip_andTruncatedBytes() throws Exception {
    QuantValue x = value(ORDINALS, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    QuantCodec.encodeValue(new DataOutputStream(bytes), x);
    byte[] whole = bytes.toByteArray();
    assertThat(decode(whole, whole.length)).isEqualTo(x);
    for (int n = 0; n < whole.length; n++) {
      int length = n;
      assertThatThrownBy(() -> decode(whole, length)).isInstanceOf(IOException.class);
    }
  }

  private static QuantValue decode(byte[] bytes, int length) throws IOException {
    return QuantCodec.decodeValue(new DataInputStream(new ByteArrayInputStream(bytes, 0, length)));
  }
}
