package io.zkml.core.sumcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundPolynomialTest {

  @Test
  void evaluate_anyDegree_isThePolynomialsValue() {
    Random random = new Random(1);
    for (int degree = 1; degree <= 5; degree++) {
      List<Ext3> c = new ArrayList<>();
      for (int i = 0; i <= degree; i++) {
        c.add(new Ext3(random.nextInt() >>> 1, random.nextInt() >>> 1, random.nextInt() >>> 1));
      }
      Ext3 r = new Ext3(5, random.nextInt() >>> 1, 7);
      Ext3 claim = value(c, Ext3.ZERO).add(value(c, Ext3.ONE));
      List<Ext3> sent = RoundPolynomial.message(c);
      assertThat(sent).hasSize(degree);
      assertThat(RoundPolynomial.linearCoefficient(claim, sent)).isEqualTo(c.get(1));
      assertThat(RoundPolynomial.evaluate(claim, sent, r)).isEqualTo(value(c, r));
    }
  }

  private static Ext3 value(List<Ext3> coefficients, Ext3 x) {
    Ext3 sum = Ext3.ZERO;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      sum = sum.mul(x).add(coefficients.get(i));
    }
    return sum;
  }
}
