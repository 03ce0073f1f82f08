package io.zkml.core.air;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    int[] used = IntStream.range(0, coefficients.length).filter(this::isUsed).toArray();
    int at = outOffset + from;
    int n = to - from;
    int i = 0;
    for (; i + 3 <= used.length; i += 3) {
      Column a = columns.get(used[i]);
      Column b = columns.get(used[i + 1]);
      Column c = columns.get(used[i + 2]);
      kernels.baseMulExtScalarAdd(
          a.values(),
          a.offset() + from,
          coefficients[used[i]],
          b.values(),
          b.offset() + from,
          coefficients[used[i + 1]],
          c.values(),
          c.offset() + from,
          coefficients[used[i + 2]],
          out,
          at,
          n);
    }
    for (; i < used.length; i++) {
      Column a = columns.get(used[i]);
      kernels.baseMulExtScalarAdd(a.values(), a.offset() + from, coefficients[used[i]], out, at, n);
    }
  }

  private boolean isUsed(int column) {
    return !coefficients[column].isZero();
  }
}
