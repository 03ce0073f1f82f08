package io.zkml.core.stark.prover;

import io.zkml.core.air.AffineForm;
import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.ExtAffineForm;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.BlockEvaluator;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.ParallelSums;
import io.zkml.core.parallel.Workers;
import io.zkml.core.stark.SegmentPolynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One segment's tables in the zerocheck: all that is affine in the columns (bus messages, linear
 * constraints) folded as a single table, and the columns of the nonlinear constraints.
 */
final class SegmentTables {

  private static final int CHUNK = 256;

  private final FieldKernels kernels;
  private final Workers workers;
  private final Chip chip;
  private final ExtVector affine;
  private final ExtVector[] nonlinearColumns;
  private final List<Integer> nonlinear = new ArrayList<>();
  private final List<Ext3> nonlinearWeights = new ArrayList<>();
  private final int degree;

  SegmentTables(
      SegmentPolynomial f,
      List<ExtAffineForm.Column> columns,
      int rows,
      FieldKernels kernels,
      Workers workers) {
    this.kernels = kernels;
    this.workers = workers;
    this.chip = f.chip();
    ExtAffineForm form = new ExtAffineForm(columns.size());
    this.degree = splitConstraints(f, form, columns.size());
    addMessages(f, form, columns.size());
    this.affine = new ExtVector(rows);
    workers.forRange(
        rows,
        ParallelSums.GRAIN,
        (from, to) -> form.evaluate(kernels, columns, from, to, affine, 0));
    this.nonlinearColumns = nonlinearColumns(columns, rows);
  }

  /** Degree of F in each variable: at least 1. */
  int degree() {
    return degree;
  }

  private int splitConstraints(SegmentPolynomial f, ExtAffineForm form, int columns) {
    int[] degrees = chip.graph().degrees();
    int highest = 1;
    Ext3 power = Ext3.ONE;
    for (Constraint c : chip.constraints()) {
      if (degrees[c.node()] <= 1) {
        form.add(power, AffineForm.of(chip.graph(), c.node(), columns));
      } else {
        nonlinear.add(c.node());
        nonlinearWeights.add(power);
        highest = Math.max(highest, degrees[c.node()]);
      }
      power = power.mul(f.a());
    }
    return highest;
  }

  private void addMessages(SegmentPolynomial f, ExtAffineForm form, int columns) {
    Ext3 b2 = f.b().square();
    for (int i = 0; i < chip.interactions().size(); i++) {
      Interaction m = chip.interactions().get(i);
      Ext3 prefix = f.prefixes().get(i);
      form.add(f.b().mul(prefix), AffineForm.of(chip.graph(), m.numerator(), columns));
      addFingerprint(f, form, m, b2.mul(prefix), columns);
    }
  }

  /** form += scale times the denominator of a message. */
  static void addFingerprint(
      SegmentPolynomial f, ExtAffineForm form, Interaction m, Ext3 scale, int columns) {
    form.add(scale.mul(f.alpha().add(f.slots().getFirst().mul(m.bus().id()))));
    for (int j = 0; j < m.values().size(); j++) {
      form.add(
          scale.mul(f.slots().get(j + 1)),
          AffineForm.of(f.chip().graph(), m.values().get(j), columns));
    }
  }

  private ExtVector[] nonlinearColumns(List<ExtAffineForm.Column> columns, int rows) {
    ExtVector[] out = new ExtVector[columns.size()];
    boolean[] needed = BlockEvaluator.needed(chip.graph(), nonlinear);
    for (int i = 0; i < needed.length; i++) {
      if (needed[i] && chip.graph().nodes().get(i) instanceof ColumnNode c) {
        ExtAffineForm.Column source = columns.get(c.column());
        out[c.column()] =
            ExtVector.ofBase(
                Arrays.copyOfRange(source.values(), source.offset(), source.offset() + rows));
      }
    }
    return out;
  }

  /**
   * The sums of eq F over pairs (x, x + half) with the first variable at 0, 2, 3, ..., degree:
   * entry 0 and entries 2 to degree; entry 1 is left 0.
   */
  Ext3[] sums(ExtVector eq, int half) {
    int count = degree + 1;
    Ext3[] s =
        ParallelSums.sum(
            workers,
            half,
            count,
            (from, to, sums) -> {
              sums[0] = sums[0].add(kernels.extDot(affine, from, eq, from, to - from));
              if (degree > 1) {
                sums[1] = sums[1].add(kernels.extDot(affine, half + from, eq, from, to - from));
                addNonlinear(eq, half, from, to, sums);
              }
            });
    Ext3[] out = new Ext3[count];
    out[0] = s[0];
    out[1] = Ext3.ZERO;
    if (degree > 1) {
      // s[0] and s[1] hold the affine part at 0 and 1, s[2..] the nonlinear part at 2, 3, ...;
      // the nonlinear part at 0 comes from its own pass below.
      Ext3 slope = s[1].sub(s[0]);
      for (int x = 2; x <= degree; x++) {
        out[x] = s[x].add(s[0]).add(slope.mul(x));
      }
      out[0] = s[0].add(nonlinearAtZero(eq, half));
    }
    return out;
  }

  private void addNonlinear(ExtVector eq, int half, int from, int to, Ext3[] sums) {
    BlockEvaluator evaluator = new BlockEvaluator(chip.graph(), nonlinear, CHUNK, kernels);
    ExtVector[] delta = buffers();
    ExtVector[] value = buffers();
    ExtVector out = new ExtVector(CHUNK);
    for (int i = from; i < to; i += CHUNK) {
      int m = Math.min(CHUNK, to - i);
      for (int c = 0; c < value.length; c++) {
        if (value[c] != null) {
          kernels.extSub(nonlinearColumns[c], half + i, nonlinearColumns[c], i, delta[c], 0, m);
          kernels.extAdd(nonlinearColumns[c], half + i, delta[c], 0, value[c], 0, m);
        }
      }
      for (int x = 2; x <= degree; x++) {
        evaluator.weightedSum(value, nonlinear, nonlinearWeights, out, m);
        sums[x] = sums[x].add(kernels.extDot(out, 0, eq, i, m));
        for (int c = 0; c < value.length && x < degree; c++) {
          if (value[c] != null) {
            kernels.extAdd(value[c], 0, delta[c], 0, value[c], 0, m);
          }
        }
      }
    }
  }

  private Ext3 nonlinearAtZero(ExtVector eq, int half) {
    return ParallelSums.sum(
        workers,
        half,
        1,
        (from, to, sums) -> {
          BlockEvaluator e = new BlockEvaluator(chip.graph(), nonlinear, CHUNK, kernels);
          ExtVector[] value = buffers();
          ExtVector out = new ExtVector(CHUNK);
          for (int i = from; i < to; i += CHUNK) {
            int m = Math.min(CHUNK, to - i);
            for (int c = 0; c < value.length; c++) {
              if (value[c] != null) {
                copy(nonlinearColumns[c], i, value[c], m);
              }
            }
            e.weightedSum(value, nonlinear, nonlinearWeights, out, m);
            sums[0] = sums[0].add(kernels.extDot(out, 0, eq, i, m));
          }
        })[0];
  }

  /** sum of eq F over pairs with the first variable at 1, computed directly. */
  Ext3 sumAtOne(ExtVector eq, int half) {
    Ext3 sum = kernels.extDot(affine, half, eq, 0, half);
    if (degree > 1) {
      SegmentTables upper = new SegmentTables(this, half);
      sum = sum.add(upper.nonlinearAtZero(eq, half));
    }
    return sum;
  }

  /** A view of the upper half of another segment's tables. */
  private SegmentTables(SegmentTables of, int half) {
    this.kernels = of.kernels;
    this.workers = of.workers;
    this.chip = of.chip;
    this.degree = of.degree;
    this.affine = of.affine.copyOfRange(half, 2 * half);
    this.nonlinear.addAll(of.nonlinear);
    this.nonlinearWeights.addAll(of.nonlinearWeights);
    this.nonlinearColumns = new ExtVector[of.nonlinearColumns.length];
    for (int c = 0; c < nonlinearColumns.length; c++) {
      ExtVector source = of.nonlinearColumns[c];
      if (source != null) {
        nonlinearColumns[c] = source.copyOfRange(half, 2 * half);
      }
    }
  }

  private ExtVector[] buffers() {
    ExtVector[] out = new ExtVector[nonlinearColumns.length];
    for (int c = 0; c < out.length; c++) {
      if (nonlinearColumns[c] != null) {
        out[c] = new ExtVector(CHUNK);
      }
    }
    return out;
  }

  private static void copy(ExtVector from, int at, ExtVector to, int n) {
    for (int plane = 0; plane < 3; plane++) {
      System.arraycopy(from.plane(plane), at, to.plane(plane), 0, n);
    }
  }

  /** Binds the first variable of all tables. */
  void fold(int half, Ext3 r) {
    workers.forRange(
        half,
        ParallelSums.GRAIN,
        (from, to) -> {
          kernels.extFold(affine, from, half + from, r, affine, from, to - from);
          for (ExtVector c : nonlinearColumns) {
            if (c != null) {
              kernels.extFold(c, from, half + from, r, c, from, to - from);
            }
          }
        });
  }
}
