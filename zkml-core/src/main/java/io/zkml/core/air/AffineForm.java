package io.zkml.core.air;

import io.zkml.core.expr.BlockEvaluator;
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

  private static final long MINUS_ONE = Goldilocks.P - 1;

  /**
   * The affine form of a node of degree at most 1.
   *
   * @throws IllegalArgumentException if the node is a product of columns
   */
  public static AffineForm of(ExprGraph graph, int node, int columns) {
    boolean[] needed = BlockEvaluator.needed(graph, List.of(node));
    AffineForm[] forms = new AffineForm[node + 1];
    for (int i = 0; i <= node; i++) {
      if (needed[i]) {
        forms[i] =
            switch (graph.nodes().get(i)) {
              case ExprGraph.ColumnNode c -> column(c.column(), columns);
              case ExprGraph.ConstantNode c -> new AffineForm(c.value(), new long[columns]);
              case ExprGraph.AddNode a -> forms[a.left()].plus(1, forms[a.right()]);
              case ExprGraph.SubNode d -> forms[d.left()].plus(MINUS_ONE, forms[d.right()]);
              case ExprGraph.MulNode m -> product(forms[m.left()], forms[m.right()]);
            };
      }
    }
    return forms[node];
  }

  private static AffineForm column(int column, int columns) {
    long[] coefficients = new long[columns];
    coefficients[column] = 1;
    return new AffineForm(0, coefficients);
  }

  /** this + scale other. */
  private AffineForm plus(long scale, AffineForm other) {
    long[] sum = coefficients.clone();
    for (int j = 0; j < sum.length; j++) {
      if (other.coefficients[j] != 0) {
        sum[j] = Goldilocks.add(sum[j], Goldilocks.mul(scale, other.coefficients[j]));
      }
    }
    return new AffineForm(Goldilocks.add(constant, Goldilocks.mul(scale, other.constant)), sum);
  }

  private static AffineForm product(AffineForm a, AffineForm b) {
    AffineForm zero = new AffineForm(0, new long[a.coefficients.length]);
    if (a.isConstant()) {
      return zero.plus(a.constant, b);
    }
    if (b.isConstant()) {
      return zero.plus(b.constant, a);
    }
    throw new IllegalArgumentException("a product of columns is not affine");
  }

  private boolean isConstant() {
    return Arrays.stream(coefficients).allMatch(c -> c == 0);
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
