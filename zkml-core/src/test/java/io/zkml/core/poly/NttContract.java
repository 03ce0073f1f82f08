package io.zkml.core.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.FieldSamples;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What {@link Ntt} does with any kernels. */
abstract class NttContract {

  private final Ntt ntt = new Ntt(20);

  abstract FieldKernels kernels();

  @Test
  void encode_smallSizesAllRates_matchesNaiveDft() {
    for (int h = 0; h <= 8; h++) {
      for (int b = 0; b <= 6; b++) {
        FieldSamples s = new FieldSamples(10 * h + b, 20);
        long[] entries = s.elements((1 << h) + 2);
        long[] out = s.elements((1 << (h + b)) + 5);
        long[] expected = out.clone();
        long[] codeword = NaiveDft.encode(Arrays.copyOfRange(entries, 2, entries.length), b);
        System.arraycopy(codeword, 0, expected, 3, codeword.length);
        ntt.encode(entries, 2, h, b, out, 3, kernels());
        assertThat(out).as(s.describe("h " + h + ", b " + b)).isEqualTo(expected);
      }
    }
  }

  @Test
  void encode_sizesOfOneAndTwoPasses_matchesPolynomialAtRandomPoints() {
    int[][] shapes = {{12, 1}, {11, 3}, {14, 0}, {12, 3}, {14, 2}, {17, 3}, {14, 6}};
    for (int[] shape : shapes) {
      int h = shape[0];
      int b = shape[1];
      FieldSamples s = new FieldSamples(1_000 + h + b, 5);
      long[] entries = s.elements(1 << h);
      long[] out = new long[1 << (h + b)];
      ntt.encode(entries, 0, h, b, out, 0, kernels());
      long[] coefficients = new long[1 << h];
      for (int i = 0; i < entries.length; i++) {
        coefficients[NaiveDft.reverse(i, h)] = entries[i];
      }
      long w = Goldilocks.rootOfUnity(h + b);
      for (int i = 0; i < 12; i++) {
        int k = s.below(out.length);
        assertThat(out[k])
            .as(s.describe("h " + h + ", b " + b + ", k " + k))
            .isEqualTo(NaiveDft.evaluate(coefficients, Goldilocks.pow(w, k)));
      }
    }
  }

  @Test
  void encode_extensionColumn_encodesEveryPlane() {
    FieldSamples s = new FieldSamples(3, 10);
    ExtVector entries = s.exts(1 << 5);
    ExtVector out = new ExtVector(1 << 7);
    ntt.encode(entries, 0, 5, 2, out, 0, kernels());
    for (int plane = 0; plane < 3; plane++) {
      assertThat(out.plane(plane)).isEqualTo(NaiveDft.encode(entries.plane(plane), 2));
    }
  }

  /** Binding variable 1, the top bit of an index, is folding even and odd parts: (x, -x) pairs. */
  @Test
  void encode_firstVariableBound_isFoldOfTheCodeword() {
    int h = 6;
    int b = 2;
    FieldSamples s = new FieldSamples(8, 10);
    long r = s.element();
    long[] entries = s.elements(1 << h);
    long[] bound = new long[1 << (h - 1)];
    for (int i = 0; i < bound.length; i++) {
      long even = entries[i];
      long odd = entries[i + bound.length];
      bound[i] = Goldilocks.add(even, Goldilocks.mul(r, Goldilocks.sub(odd, even)));
    }
    long[] codeword = NaiveDft.encode(entries, b);
    long[] out = new long[codeword.length / 2];
    ntt.encode(bound, 0, h - 1, b, out, 0, kernels());
    long halfOf = Goldilocks.inverse(2);
    for (int k = 0; k < out.length; k++) {
      long x = Goldilocks.pow(Goldilocks.rootOfUnity(h + b), k);
      long plus = codeword[k];
      long minus = codeword[k + out.length];
      long even = Goldilocks.mul(halfOf, Goldilocks.add(plus, minus));
      long odd =
          Goldilocks.mul(Goldilocks.inverse(Goldilocks.add(x, x)), Goldilocks.sub(plus, minus));
      assertThat(out[k])
          .as(s.describe("k " + k))
          .isEqualTo(Goldilocks.add(even, Goldilocks.mul(r, Goldilocks.sub(odd, even))));
    }
  }

  @Test
  void interpolate_codeword_returnsEntries() {
    for (int h = 0; h <= 10; h++) {
      FieldSamples s = new FieldSamples(40 + h, 20);
      long[] entries = s.elements(1 << h);
      long[] values = new long[1 << h];
      ntt.encode(entries, 0, h, 0, values, 0, kernels());
      long[] back = new long[1 << h];
      ntt.interpolate(values, 0, h, back, 0, kernels());
      assertThat(back).as(s.describe("h " + h)).isEqualTo(entries);
    }
  }

  @Test
  void encode_tooLarge_throws() {
    Ntt small = new Ntt(3);
    long[] out = new long[32];
    assertThatThrownBy(() -> small.encode(new long[4], 0, 2, 2, out, 0, kernels()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ntt(29)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void encode_constantColumn_isConstantCodeword() {
    ExtVector out = new ExtVector(8);
    ntt.encode(ExtVector.of(new Ext3(1, 2, 3)), 0, 0, 3, out, 0, kernels());
    assertThat(out.get(7)).isEqualTo(new Ext3(1, 2, 3));
  }
}
