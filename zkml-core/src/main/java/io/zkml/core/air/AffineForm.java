package io.zkml.core.air;

import io.zkml.core.expr.ExprGraph;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import java.util.List;

/**
 * A node of degree at most 1 as constant + sum_j coefficients[j] column_j.
 *
 * @param constant canonical
 * @param coefficients one a column, canonical; not to be changed
 */
public record AffineForm(long constant, long[] coefficients) {

  /** The affine form of a node of degree at most 1. */
  public static AffineForm of(ExprGraph graph, int node, int columns) {
    long[] row = new long[columns];
    long constant = graph.evaluateRow(row)[node];
    long[] coefficients = new long[columns];
    for (int j = 0; j < columns; j++) {
      row[j] = 1;
      coefficients[j] = Goldilocks.sub(graph.evaluateRow(row)[node], constant);
      row[j] = 0;
    }
    return new AffineForm(constant, coefficients);
  }

  /** Evaluates the rows from {@code from} on, as many as {@code out} has entries. */
  public void evaluate(
      FieldKernels kernels, List<ExtAffineForm.Column> columns, int from, long[] out) {
    Arrays.fill(out, constant);
    for (int j = 0; j < coefficients.length; j++) {
      if (coefficients[j] != 0) {
        ExtAffineForm.Column c = columns.get(j);
        kernels.mulScalarAdd(c.values(), c.offset() + from, coefficients[j], out, 0, out.length);
      }
    }
  }
}
