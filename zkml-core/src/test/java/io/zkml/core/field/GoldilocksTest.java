package io.zkml.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class GoldilocksTest {

  private static final BigInteger P = big(Goldilocks.P);
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private final FieldSamples samples = new FieldSamples(20_250_101, 40);

  private static BigInteger big(long v) {
    return new BigInteger(Long.toUnsignedString(v));
  }

  private static long small(BigInteger v) {
    return v.mod(P).longValue();
  }

  private interface Pair {
    void check(long a, long b, String what);
  }

  private void forPairs(Pair pair) {
    for (long a : FieldSamples.edges()) {
      for (long b : FieldSamples.edges()) {
        pair.check(a, b, Long.toHexString(a) + ", " + Long.toHexString(b));
      }
    }
    for (int i = 0; i < 10_000; i++) {
      long a = samples.element();
      long b = samples.element();
      pair.check(a, b, samples.describe(Long.toHexString(a) + ", " + Long.toHexString(b)));
    }
  }

  @Test
  void order_isThePrimeOfTheProtocol() {
    assertThat(P).isEqualTo(TWO_64.subtract(BigInteger.TWO.pow(32)).add(BigInteger.ONE));
    assertThat(P.isProbablePrime(100)).isTrue();
  }

  @Test
  void add_anyPair_matchesIntegers() {
    forPairs((a, b, what) ->
        assertThat(Goldilocks.add(a, b)).as(what).isEqualTo(small(big(a).add(big(b)))));
  }

  @Test
  void sub_anyPair_matchesIntegers() {
    forPairs((a, b, what) ->
        assertThat(Goldilocks.sub(a, b)).as(what).isEqualTo(small(big(a).subtract(big(b)))));
  }

  @Test
  void mul_anyPair_matchesIntegers() {
    forPairs((a, b, what) ->
        assertThat(Goldilocks.mul(a, b)).as(what).isEqualTo(small(big(a).multiply(big(b)))));
  }

  @Test
  void neg_any_isAdditiveInverse() {
    forPairs((a, b, what) -> assertThat(Goldilocks.add(a, Goldilocks.neg(a))).as(what).isZero());
  }

  @Test
  void reduce_any128Bits_matchesIntegers() {
    long[] words = {0, 1, -1, -2, Goldilocks.P, 0xFFFF_FFFFL, 0xFFFF_FFFF_0000_0000L, 1L << 32};
    for (long hi : words) {
      for (long lo : words) {
        checkReduce(hi, lo);
      }
    }
    for (int i = 0; i < 10_000; i++) {
      checkReduce(samples.bits(), samples.bits() >>> (i & 63));
    }
  }

  private void checkReduce(long hi, long lo) {
    assertThat(Goldilocks.reduce(hi, lo))
        .as(samples.describe(Long.toHexString(hi) + ", " + Long.toHexString(lo)))
        .isEqualTo(small(big(hi).multiply(TWO_64).add(big(lo))));
  }

  @Test
  void inverse_nonzero_timesElementIsOne() {
    for (int i = 0; i < 500; i++) {
      long a = samples.element();
      if (a != 0) {
        assertThat(Goldilocks.mul(a, Goldilocks.inverse(a))).as(samples.describe(a)).isOne();
      }
    }
  }

  @Test
  void inverse_zero_throws() {
    assertThatThrownBy(() -> Goldilocks.inverse(0)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pow_unsignedExponent_matchesIntegers() {
    for (int i = 0; i < 300; i++) {
      long a = samples.element();
      long e = samples.bits();
      assertThat(Goldilocks.pow(a, e))
          .as(samples.describe(a + "^" + Long.toUnsignedString(e)))
          .isEqualTo(big(a).modPow(big(e), P).longValue());
    }
  }

  @Test
  void generator_isNoPowerOfAPrimeDividingTheOrder() {
    for (int q : new int[] {2, 3, 5, 17, 257, 65_537}) {
      long exponent = Long.divideUnsigned(Goldilocks.P - 1, q);
      assertThat(Goldilocks.pow(Goldilocks.GENERATOR, exponent)).as("prime " + q).isNotEqualTo(1);
    }
  }

  @Test
  void rootOfUnity_everySize_hasExactlyThatOrder() {
    for (int log = 0; log <= Goldilocks.TWO_ADICITY; log++) {
      long w = Goldilocks.rootOfUnity(log);
      assertThat(Goldilocks.pow(w, 1L << log)).as("log " + log).isOne();
      if (log > 0) {
        assertThat(Goldilocks.pow(w, 1L << (log - 1))).as("log " + log).isEqualTo(Goldilocks.P - 1);
        assertThat(Goldilocks.mul(w, w)).isEqualTo(Goldilocks.rootOfUnity(log - 1));
      }
    }
  }

  @Test
  void rootOfUnity_outsideRange_throws() {
    assertThatThrownBy(() -> Goldilocks.rootOfUnity(33))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Goldilocks.rootOfUnity(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fromSigned_anyLong_matchesIntegersAndComesBack() {
    long half = Goldilocks.P >>> 1;
    long[] edges = {0, 1, -1, half, -half, Integer.MIN_VALUE, 1L << 32, -(1L << 32)};
    for (long v : edges) {
      assertThat(Goldilocks.fromSigned(v)).isEqualTo(small(BigInteger.valueOf(v)));
      assertThat(Goldilocks.toSigned(Goldilocks.fromSigned(v))).isEqualTo(v);
    }
    assertThat(Goldilocks.fromSigned(Long.MIN_VALUE))
        .isEqualTo(small(BigInteger.valueOf(Long.MIN_VALUE)));
    assertThat(Goldilocks.fromSigned(Long.MAX_VALUE))
        .isEqualTo(small(BigInteger.valueOf(Long.MAX_VALUE)));
  }

  @Test
  void isCanonical_aroundTheOrder_isExact() {
    assertThat(Goldilocks.isCanonical(Goldilocks.P - 1)).isTrue();
    assertThat(Goldilocks.isCanonical(Goldilocks.P)).isFalse();
    assertThat(Goldilocks.isCanonical(-1)).isFalse();
    assertThat(Goldilocks.isCanonical(0)).isTrue();
  }
}
