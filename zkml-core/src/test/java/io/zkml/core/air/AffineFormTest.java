package io.zkml.core.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AffineFormTest {

  private static final int COLUMNS = 4;
  private static final Bus BUS = new Bus("bus", 1, 1);

  /** A chip with one random affine message. */
  private static Chip chip(RandomElements random) {
    ConstraintBuilder b = new ConstraintBuilder("affine");
    List<Expr> terms = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      terms.add(b.committed("x" + c));
    }
    Expr sum = b.constant(random.signed(1L << 40));
    for (int i = 0; i < 6; i++) {
      Expr t = terms.get(random.below(COLUMNS)).times(random.signed(1L << 40));
      sum = random.coin() ? sum.plus(t) : sum.minus(t);
    }
    b.send("m", BUS, sum);
    return b.build();
  }

  @Test
  void of_randomAffineNodes_equalsTheNode() {
    for (int seed = 0; seed < 50; seed++) {
      RandomElements random = new RandomElements(seed);
      Chip chip = chip(random);
      int node = chip.interactions().getFirst().values().getFirst();
      AffineForm form = AffineForm.of(chip.graph(), node, COLUMNS);
      long[] row = random.elements(COLUMNS);
      long value = form.constant();
      for (int c = 0; c < COLUMNS; c++) {
        value = Goldilocks.add(value, Goldilocks.mul(form.coefficients()[c], row[c]));
      }
      assertThat(value).as("%s", random).isEqualTo(chip.graph().evaluateRow(row)[node]);
    }
  }

  @Test
  void of_products_areAffineWhereOneFactorIsConstant() {
    ConstraintBuilder b = new ConstraintBuilder("products");
    Expr x = b.committed("x");
    Expr seven = b.constant(3).plus(b.constant(4));
    b.send("m", BUS, seven.times(x.minus(b.constant(2))).times(seven));
    b.zero("square", x.times(x));
    Chip chip = b.build();
    AffineForm form =
        AffineForm.of(chip.graph(), chip.interactions().getFirst().values().getFirst(), 1);
    assertThat(form.coefficients()).containsExactly(49);
    assertThat(form.constant()).isEqualTo(Goldilocks.neg(98));
    int square = chip.constraints().getFirst().node();
    assertThatThrownBy(() -> AffineForm.of(chip.graph(), square, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void evaluate_rowsOfOneForm_equalsTheRows() {
    RandomElements random = new RandomElements(7);
    AffineForm form = new AffineForm(5, new long[] {0, 3, random.element(), 1});
    List<ExtAffineForm.Column> columns = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      columns.add(new ExtAffineForm.Column(random.elements(12 + c), c));
    }
    long[] out = new long[6];
    form.evaluate(Kernels.scalar(), columns, 4, out);
    for (int row = 0; row < out.length; row++) {
      assertThat(Ext3.of(out[row])).isEqualTo(Ext3.of(value(form, columns, 4 + row)));
    }
  }

  @Test
  void evaluate_sumOfForms_equalsTheRows() {
    for (int seed = 0; seed < 20; seed++) {
      RandomElements random = new RandomElements(100 + seed);
      ExtAffineForm sum = new ExtAffineForm(COLUMNS);
      List<AffineForm> forms = new ArrayList<>();
      List<Ext3> scales = random.point(3);
      Ext3 constant = random.ext();
      sum.add(constant);
      for (Ext3 scale : scales) {
        Chip chip = chip(random);
        int node = chip.interactions().getFirst().values().getFirst();
        forms.add(AffineForm.of(chip.graph(), node, COLUMNS));
        sum.add(scale, forms.getLast());
      }
      List<ExtAffineForm.Column> columns = new ArrayList<>();
      for (int c = 0; c < COLUMNS; c++) {
        columns.add(new ExtAffineForm.Column(random.elements(12 + c), c));
      }
      ExtVector out = new ExtVector(20);
      sum.evaluate(Kernels.scalar(), columns, 3, 11, out, 5);
      for (int row = 0; row < 12; row++) {
        Ext3 expected = row < 3 || row >= 11 ? Ext3.ZERO : constant;
        for (int f = 0; row >= 3 && row < 11 && f < forms.size(); f++) {
          expected = expected.add(scales.get(f).mul(value(forms.get(f), columns, row)));
        }
        assertThat(out.get(5 + row)).as("%s, row %d", random, row).isEqualTo(expected);
      }
    }
  }

  private static long value(AffineForm form, List<ExtAffineForm.Column> columns, int row) {
    long value = form.constant();
    for (int c = 0; c < COLUMNS; c++) {
      long x = columns.get(c).values()[columns.get(c).offset() + row];
      value = Goldilocks.add(value, Goldilocks.mul(form.coefficients()[c], x));
    }
    return value;
  }
}
