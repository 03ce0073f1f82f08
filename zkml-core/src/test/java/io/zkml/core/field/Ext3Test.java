package io.zkml.core.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class Ext3Test {

  private static final Ext3 U = new Ext3(0, 1, 0);

  private final FieldSamples samples = new FieldSamples(77, 30);

  @Test
  void two_isACubicNonResidue() {
    assertThat(Long.remainderUnsigned(Goldilocks.P - 1, 3)).isZero();
    assertThat(Goldilocks.pow(2, Long.divideUnsigned(Goldilocks.P - 1, 3))).isNotEqualTo(1);
  }

  @Test
  void mul_generator_cubesToTwo() {
    assertThat(U.mul(U).mul(U)).isEqualTo(Ext3.of(2));
  }

  @Test
  void ring_randomElements_satisfiesAxioms() {
    for (int i = 0; i < 2_000; i++) {
      Ext3 a = samples.ext();
      Ext3 b = samples.ext();
      Ext3 c = samples.ext();
      String what = samples.describe(List.of(a, b, c));
      assertThat(a.mul(b)).as(what).isEqualTo(b.mul(a));
      assertThat(a.mul(b).mul(c)).as(what).isEqualTo(a.mul(b.mul(c)));
      assertThat(a.mul(b.add(c))).as(what).isEqualTo(a.mul(b).add(a.mul(c)));
      assertThat(a.add(b).sub(b)).as(what).isEqualTo(a);
      assertThat(a.add(a.negate())).as(what).isEqualTo(Ext3.ZERO);
      assertThat(a.oneMinus()).as(what).isEqualTo(Ext3.ONE.sub(a));
      assertThat(a.mul(Ext3.ONE)).as(what).isEqualTo(a);
      assertThat(a.square()).as(what).isEqualTo(a.mul(a));
      assertThat(a.mul(b.c0())).as(what).isEqualTo(a.mul(Ext3.of(b.c0())));
    }
  }

  @Test
  void inverse_nonzero_timesElementIsOne() {
    for (int i = 0; i < 500; i++) {
      Ext3 a = samples.ext();
      if (!a.isZero()) {
        assertThat(a.mul(a.inverse())).as(samples.describe(a)).isEqualTo(Ext3.ONE);
      }
    }
  }

  @Test
  void inverse_zero_throws() {
    assertThatThrownBy(Ext3.ZERO::inverse).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pow_frobenius_isAutomorphismOfOrderThree() {
    Ext3 a = samples.ext();
    Ext3 b = samples.ext();
    String what = samples.describe(List.of(a, b));
    assertThat(a.mul(b).pow(Goldilocks.P))
        .as(what)
        .isEqualTo(a.pow(Goldilocks.P).mul(b.pow(Goldilocks.P)));
    Ext3 cubed = a.pow(Goldilocks.P).pow(Goldilocks.P).pow(Goldilocks.P);
    assertThat(cubed).as(what).isEqualTo(a);
  }

  @Test
  void ofSigned_negative_isNegationOfPositive() {
    assertThat(Ext3.ofSigned(-5)).isEqualTo(Ext3.of(5).negate());
  }
}
