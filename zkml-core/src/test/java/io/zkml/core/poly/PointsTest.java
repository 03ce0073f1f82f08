package io.zkml.core.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointsTest {

  private static final int MAX_VARIABLES = 6;

  @Test
  void suffix_anyLength_isTheEnd() {
    List<Ext3> point = new RandomElements(1).point(4);
    assertThat(Points.suffix(point, 0)).isEmpty();
    assertThat(Points.suffix(point, 3)).containsExactly(point.get(1), point.get(2), point.get(3));
    assertThat(Points.suffix(point, 4)).isEqualTo(point);
  }

  @Test
  void ofIndex_allIndices_givesTheMostSignificantBitFirst() {
    assertThat(Points.ofIndex(0, 0)).isEmpty();
    assertThat(Points.ofIndex(6, 3)).containsExactly(Ext3.ONE, Ext3.ONE, Ext3.ZERO);
    assertThat(Points.ofIndex(1L << 40, 41).getFirst()).isEqualTo(Ext3.ONE);
  }

  @Test
  void eqIndex_everyIndex_isTheDefinition() {
    for (int n = 0; n <= MAX_VARIABLES; n++) {
      RandomElements random = new RandomElements(n);
      List<Ext3> point = random.point(n);
      Ext3[] table = Points.eqTable(point);
      assertThat(table).hasSize(1 << n);
      for (int x = 0; x < 1 << n; x++) {
        Ext3 expected = NaiveMle.eq(x, point);
        assertThat(Points.eqIndex(x, point)).as("%s, index %d", random, x).isEqualTo(expected);
        assertThat(table[x]).as("%s, index %d", random, x).isEqualTo(expected);
        assertThat(Points.eq(Points.ofIndex(x, n), point)).as("%s", random).isEqualTo(expected);
      }
    }
  }

  @Test
  void eq_twoPoints_isTheSumOverTheCube() {
    for (int n = 0; n <= MAX_VARIABLES; n++) {
      RandomElements random = new RandomElements(10 + n);
      List<Ext3> a = random.point(n);
      List<Ext3> b = random.point(n);
      Ext3 expected = NaiveMle.of(x -> NaiveMle.eq(x, a), b);
      assertThat(Points.eq(a, b)).as("%s", random).isEqualTo(expected);
      assertThat(Points.eq(b, a)).as("%s", random).isEqualTo(expected);
    }
  }

  @Test
  void lessThan_everyBound_isTheIndicator() {
    for (int n = 0; n <= MAX_VARIABLES; n++) {
      RandomElements random = new RandomElements(20 + n);
      List<Ext3> point = random.point(n);
      for (int bound = 0; bound <= 1 << n; bound++) {
        int b = bound;
        Ext3 expected = NaiveMle.of(x -> x < b ? Ext3.ONE : Ext3.ZERO, point);
        assertThat(Points.lessThan(bound, point)).as("%s, %d", random, b).isEqualTo(expected);
      }
    }
  }

  @Test
  void identityBelow_everyBound_isTheMaskedIdentity() {
    for (int n = 0; n <= MAX_VARIABLES; n++) {
      RandomElements random = new RandomElements(30 + n);
      List<Ext3> point = random.point(n);
      assertThat(Points.identity(point)).as("%s", random).isEqualTo(NaiveMle.of(Ext3::of, point));
      for (int bound = 0; bound <= 1 << n; bound++) {
        int b = bound;
        Ext3 expected = NaiveMle.of(x -> x < b ? Ext3.of(x) : Ext3.ZERO, point);
        assertThat(Points.identityBelow(bound, point)).as("%s, %d", random, b).isEqualTo(expected);
      }
    }
  }

  @Test
  void lessThan_wholeAndBeyond_isOneOrRefused() {
    List<Ext3> point = new RandomElements(40).point(3);
    assertThat(Points.lessThan(8, point)).isEqualTo(Ext3.ONE);
    for (long bound : new long[] {9, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> Points.lessThan(bound, point))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Points.identityBelow(bound, point))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void evaluate_tableWithOffset_isTheSumOverTheCube() {
    for (int n = 0; n <= MAX_VARIABLES; n++) {
      RandomElements random = new RandomElements(50 + n);
      List<Ext3> point = random.point(n);
      long[] table = random.elements((1 << n) + 5);
      assertThat(Points.evaluate(table, 3, point))
          .as("%s", random)
          .isEqualTo(NaiveMle.of(table, 3, point));
    }
  }
}
