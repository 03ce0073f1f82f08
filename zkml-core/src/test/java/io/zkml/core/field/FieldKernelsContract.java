package io.zkml.core.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;

/**
 * What every implementation must do: the definitions, written with single elements, over odd
 * lengths and offsets, random and edge values, in place and not, and nothing outside the range
 * touched. Two implementations that pass agree bit for bit.
 */
abstract class FieldKernelsContract {

  private static final int[] LENGTHS = {0, 1, 3, 7, 8, 9, 16, 31, 64, 100, 255, 256, 257, 530};
  private static final int[] EDGE_PERCENTS = {0, 50, 100};

  abstract FieldKernels kernels();

  private static void forEachCase(ObjIntConsumer<FieldSamples> body) {
    long seed = 1;
    for (int n : LENGTHS) {
      for (int percent : EDGE_PERCENTS) {
        body.accept(new FieldSamples(seed++, percent), n);
      }
    }
  }

  private interface BaseOp {
    void run(FieldKernels k, long[] a, int ao, long[] b, int bo, long[] out, int oo, int n);
  }

  private interface BaseMeaning {
    long of(long a, long b, long out);
  }

  /** out = meaning(a, b, out), separate and with out in place of a. */
  private void checkBase(BaseOp op, BaseMeaning meaning) {
    forEachCase((s, n) -> {
      long[] a = s.elements(n + 3);
      long[] b = s.elements(n + 4);
      long[] out = s.elements(n + 7);
      long[] expected = out.clone();
      long[] inPlace = a.clone();
      for (int i = 0; i < n; i++) {
        expected[5 + i] = meaning.of(a[1 + i], b[3 + i], out[5 + i]);
        inPlace[1 + i] = meaning.of(a[1 + i], b[3 + i], a[1 + i]);
      }
      op.run(kernels(), a, 1, b, 3, out, 5, n);
      assertThat(out).as(s.describe("n " + n)).isEqualTo(expected);
      op.run(kernels(), a, 1, b, 3, a, 1, n);
      assertThat(a).as(s.describe("in place, n " + n)).isEqualTo(inPlace);
    });
  }

  @Test
  void add_anyRange_isSum() {
    checkBase(FieldKernels::add, (a, b, out) -> Goldilocks.add(a, b));
  }

  @Test
  void sub_anyRange_isDifference() {
    checkBase(FieldKernels::sub, (a, b, out) -> Goldilocks.sub(a, b));
  }

  @Test
  void mul_anyRange_isProduct() {
    checkBase(FieldKernels::mul, (a, b, out) -> Goldilocks.mul(a, b));
  }

  @Test
  void mulAdd_anyRange_addsProduct() {
    checkBase(FieldKernels::mulAdd, (a, b, out) -> Goldilocks.add(out, Goldilocks.mul(a, b)));
  }

  @Test
  void scalarOperations_edgeScalars_matchDefinitions() {
    for (long s : FieldSamples.edges()) {
      checkBase(
          (k, a, ao, b, bo, out, oo, n) -> k.mulScalar(a, ao, s, out, oo, n),
          (a, b, out) -> Goldilocks.mul(a, s));
      checkBase(
          (k, a, ao, b, bo, out, oo, n) -> k.addScalar(a, ao, s, out, oo, n),
          (a, b, out) -> Goldilocks.add(a, s));
      checkBase(
          (k, a, ao, b, bo, out, oo, n) -> k.mulScalarAdd(a, ao, s, out, oo, n),
          (a, b, out) -> Goldilocks.add(out, Goldilocks.mul(a, s)));
    }
  }

  @Test
  void sumAndDot_anyRange_matchDefinitions() {
    forEachCase((s, n) -> {
      long[] a = s.elements(n + 3);
      long[] b = s.elements(n + 4);
      long sum = 0;
      long dot = 0;
      for (int i = 0; i < n; i++) {
        sum = Goldilocks.add(sum, a[1 + i]);
        dot = Goldilocks.add(dot, Goldilocks.mul(a[1 + i], b[3 + i]));
      }
      assertThat(kernels().sum(a, 1, n)).as(s.describe("n " + n)).isEqualTo(sum);
      assertThat(kernels().dot(a, 1, b, 3, n)).as(s.describe("n " + n)).isEqualTo(dot);
    });
  }

  @Test
  void dot_largestElementsManyTimes_doesNotOverflow() {
    long[] a = new long[100_000];
    Arrays.fill(a, Goldilocks.P - 1);
    assertThat(kernels().dot(a, 0, a, 0, a.length)).isEqualTo(a.length);
    Arrays.fill(a, (1L << 32) - 1);
    long square = Goldilocks.mul(a[0], a[0]);
    assertThat(kernels().dot(a, 0, a, 0, a.length)).isEqualTo(Goldilocks.mul(square, a.length));
  }

  private static void butterfly(long[] data, int lo, int hi, long t) {
    long y = Goldilocks.mul(data[hi], t);
    data[hi] = Goldilocks.sub(data[lo], y);
    data[lo] = Goldilocks.add(data[lo], y);
  }

  @Test
  void butterflies_anyRange_matchDefinition() {
    forEachCase((s, n) -> {
      long[] t = s.elements(n + 1);
      long factor = s.element();
      long[] data = s.elements(2 * n + 5);
      long[] expected = data.clone();
      for (int i = 0; i < n; i++) {
        butterfly(expected, 1 + i, n + 3 + i, t[1 + i]);
      }
      kernels().butterfly(data, 1, n + 3, t, 1, n);
      assertThat(data).as(s.describe("n " + n)).isEqualTo(expected);
      for (int i = 0; i < n; i++) {
        butterfly(expected, 1 + i, n + 3 + i, factor);
      }
      kernels().butterflyScalar(data, 1, n + 3, factor, n);
      assertThat(data).as(s.describe("scalar, n " + n)).isEqualTo(expected);
    });
  }

  @Test
  void butterflyBlocks_anyShape_matchesDefinition() {
    for (int half = 1; half <= 64; half *= 2) {
      for (int blocks : new int[] {0, 1, 2, 5, 16}) {
        FieldSamples s = new FieldSamples(half * 100L + blocks, 40);
        long[] t = s.elements(half + 2);
        long[] data = s.elements(2 * half * blocks + 7);
        long[] expected = data.clone();
        for (int b = 0; b < blocks; b++) {
          for (int j = 0; j < half; j++) {
            int lo = 3 + b * 2 * half + j;
            butterfly(expected, lo, lo + half, t[2 + j]);
          }
        }
        kernels().butterflyBlocks(data, 3, t, 2, half, blocks);
        assertThat(data).as(s.describe(half + " x " + blocks)).isEqualTo(expected);
      }
    }
  }

  @Test
  void expandPairs_anyShape_matchesDefinition() {
    for (int half = 1; half <= 64; half *= 2) {
      for (int pairs : new int[] {0, 1, 2, 5, 16}) {
        FieldSamples s = new FieldSamples(half * 1_000L + pairs, 40);
        long[] t = s.elements(half + 2);
        long[] in = s.elements(2 * pairs + 3);
        long[] out = s.elements(2 * half * pairs + 7);
        long[] expected = out.clone();
        for (int p = 0; p < pairs; p++) {
          for (int j = 0; j < half; j++) {
            int lo = 3 + p * 2 * half + j;
            expected[lo] = in[1 + 2 * p];
            expected[lo + half] = in[2 + 2 * p];
            butterfly(expected, lo, lo + half, t[2 + j]);
          }
        }
        kernels().expandPairs(in, 1, t, 2, half, out, 3, pairs);
        assertThat(out).as(s.describe(half + " x " + pairs)).isEqualTo(expected);
      }
    }
  }
}
