package io.zkml.core.air;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import java.util.Arrays;
import java.util.List;

/** A linear combination of affine forms with coefficients in E, accumulated term by term. */
public final class ExtAffineForm {

  private Ext3 constant = Ext3.ZERO;
  private final Ext3[] coefficients;

  /** The zero form over this many columns. */
  public ExtAffineForm(int columns) {
    coefficients = new Ext3[columns];
    Arrays.fill(coefficients, Ext3.ZERO);
  }

  /** A column's values: {@code values[offset + row]}. */
  public record Column(long[] values, int offset) {}

  /** this += scale. */
  public void add(Ext3 scale) {
    constant = constant.add(scale);
  }

  /** this += scale form. */
  public void add(Ext3 scale, AffineForm form) {
    constant = constant.add(scale.mul(form.constant()));
    for (int j = 0; j < coefficients.length; j++) {
      if (form.coefficients()[j] != 0) {
        coefficients[j] = coefficients[j].add(scale.mul(form.coefficients()[j]));
      }
    }
  }

  /** Evaluates rows [from, to) into {@code out} at {@code outOffset + row}. */
  public void evaluate(
      FieldKernels kernels, List<Column> columns, int from, int to, ExtVector out, int outOffset) {
    out.fill(outOffset + from, outOffset + to, constant);
    for (int j = 0; j < coefficients.length; j++) {
      if (!coefficients[j].isZero()) {
        Column c = columns.get(j);
        kernels.baseMulExtScalarAdd(
            c.values(), c.offset() + from, coefficients[j], out, outOffset + from, to - from);
      }
    }
  }
}
