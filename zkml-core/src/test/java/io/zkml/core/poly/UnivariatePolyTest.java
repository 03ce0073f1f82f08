package io.zkml.core.poly;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnivariatePolyTest {

  @Test
  void interpolating_anyDegree_passesThroughTheValues() {
    for (int degree = 0; degree <= 8; degree++) {
      RandomElements random = new RandomElements(degree);
      Ext3[] values = random.point(degree + 1).toArray(new Ext3[0]);
      UnivariatePoly p = UnivariatePoly.interpolating(values);
      assertThat(p.coefficients()).hasSize(degree + 1);
      for (int i = 0; i <= degree; i++) {
        assertThat(p.at(Ext3.of(i))).as("%s at %d", random, i).isEqualTo(values[i]);
      }
    }
  }

  @Test
  void interpolating_valuesOfAPolynomial_givesItsCoefficients() {
    for (int degree = 0; degree <= 5; degree++) {
      RandomElements random = new RandomElements(20 + degree);
      List<Ext3> coefficients = random.point(degree + 1);
      UnivariatePoly p = new UnivariatePoly(coefficients);
      Ext3[] values = new Ext3[degree + 1];
      for (int i = 0; i <= degree; i++) {
        values[i] = p.at(Ext3.of(i));
      }
      assertThat(UnivariatePoly.interpolating(values)).as("%s", random).isEqualTo(p);
    }
  }

  @Test
  void at_anyPoint_isTheSumOfPowers() {
    RandomElements random = new RandomElements(40);
    List<Ext3> c = random.point(5);
    Ext3 x = random.ext();
    Ext3 expected = Ext3.ZERO;
    for (int i = 0; i < 5; i++) {
      expected = expected.add(c.get(i).mul(x.pow(i)));
    }
    assertThat(new UnivariatePoly(c).at(x)).isEqualTo(expected);
    assertThat(new UnivariatePoly(List.of()).at(x)).isEqualTo(Ext3.ZERO);
  }
}
