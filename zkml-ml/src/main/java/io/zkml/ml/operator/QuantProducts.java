package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Finish;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantContraction;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.List;

/** Products of computed values that several operators translate to. */
final class QuantProducts {

  /** No form. */
  static final LinearForm NOTHING = new LinearForm(List.of(), null);

  /** Largest factor between a product's unit and its result's accumulator. */
  private static final double MAX_FACTOR = 1L << 24;

  /** How far beyond the calibrated range a value that is wider than a window may lie. */
  private static final double ROOM = 2;

  private QuantProducts() {}

  /** The unit for a rounded product such that the factor in front of it is an integer. */
  static double evenUnit(double base, double wanted, QuantBuilder builder) {
    double one = base * (1L << builder.policy().windowBits());
    return one / Math.min(MAX_FACTOR, Math.max(1, Math.floor(one / wanted)));
  }

  /**
   * A view on a grid that is coarser by half of what a product of two lacks.
   *
   * @param base worth of 1 in a product
   */
  private static View coarser(
      QuantBuilder builder, String name, String output, View x, double base) {
    double lacks = builder.unit(output) / (base * (1L << builder.policy().windowBits()));
    if (lacks <= 1) {
      return x;
    }
    // Window values are signed: at most half a window each way.
    double half = (1L << (builder.policy().windowBits() - 1)) - 1;
    double fits = x.value().min() >= 0 ? x.value().max() / half : 1;
    if (-x.value().min() > half + 1) {
      // Exact values may be wider than a window, and their bounds much wider than they are.
      fits = ROOM * builder.reach(x.value()) / (x.value().scale() * half);
    }
    double factor = Math.max(Math.sqrt(lacks), Math.max(fits, 1));
    double unit = x.value().scale() * factor;
    QuantBuilder.Target t = builder.rounded(name, x.shape(), QuantBuilder.axis(x.shape()), unit);
    LinearForm form = new RealForm(x.shape()).add(x, 1).on(QuantSums.accumulatorUnit(t));
    builder.emit(new QuantSum(t.index(), form, t.rounding()));
    return builder.view(name);
  }

  /** The product of two operands as a node's output. */
  static void product(NodeContext context, QuantBuilder builder, Operand a, Operand b) {
    TensorShape shape = context.outputShape(0);
    int axis = QuantSums.featureAxis(List.of(a, b), shape);
    if (a instanceof Operand.Computed(View x) && b instanceof Operand.Constant c) {
      QuantSums.emit(context, builder, new RealForm(shape).add(x, 1, c.tensor()), axis);
    } else if (a instanceof Operand.Constant c && b instanceof Operand.Computed(View y)) {
      QuantSums.emit(context, builder, new RealForm(shape).add(y, 1, c.tensor()), axis);
    } else if (a instanceof Operand.Computed(View x) && b instanceof Operand.Computed(View y)) {
      product(context, builder, x, y, axis);
    }
  }

  private static void product(NodeContext context, QuantBuilder builder, View a, View b, int axis) {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    boolean rounds = context.outputType(0).isFloat();
    double worth = a.value().scale() * b.value().scale();
    View x = rounds ? coarser(builder, name + ".left", name, a, worth) : a;
    View y = rounds ? coarser(builder, name + ".right", name, b, worth) : b;
    LinearForm left = new RealForm(shape).add(x, 1).on(x.value().scale());
    LinearForm right = new RealForm(shape).add(y, 1).on(y.value().scale());
    double base = x.value().scale() * y.value().scale();
    if (rounds) {
      QuantBuilder.Target z =
          builder.target(
              name, QuantBuilder.stored(shape), shape, axis, unit -> evenUnit(base, unit, builder));
      long multiplier = Math.round(base / QuantSums.accumulatorUnit(z));
      builder.emit(new QuantProduct(z.index(), left, right, multiplier, NOTHING, z.rounding()));
    } else {
      FormBounds bounds = bounds(builder.bounds(left), builder.bounds(right));
      QuantBuilder.ExactTarget z =
          builder.exact(name, shape, axis, bounds, 1, context.outputType(0));
      builder.emit(new QuantProduct(z.index(), left, right, 1, NOTHING, z.finish()));
    }
  }

  /** {@code slope (x - above) + above}, as a node's output; above is on the grid of x. */
  static void gated(NodeContext context, QuantBuilder builder, Operand slope, View x, View above) {
    TensorShape shape = context.outputShape(0);
    int axis = QuantBuilder.axis(shape);
    switch (slope) {
      case Operand.Constant c -> {
        FloatTensor rest = Elementwise.apply(c.tensor(), s -> 1 - s).getFirst();
        RealForm form = new RealForm(shape).add(x, 1, c.tensor()).add(above, 1, rest);
        QuantSums.emit(context, builder, form, axis);
      }
      case Operand.Computed c -> {
        double unit = x.value().scale();
        String name = context.node().output(0);
        View factors =
            coarser(builder, name + ".slope", name, c.view(), c.view().value().scale() * unit);
        double base = factors.value().scale() * unit;
        QuantBuilder.Target y =
            builder.target(
                name,
                QuantBuilder.stored(shape),
                shape,
                axis,
                wanted -> evenUnit(base, wanted, builder));
        double one = QuantSums.accumulatorUnit(y);
        builder.emit(
            new QuantProduct(
                y.index(),
                new RealForm(shape).add(factors, 1).on(factors.value().scale()),
                new RealForm(shape).add(x, 1).add(above, -1).on(unit),
                Math.round(base / one),
                new RealForm(shape).add(above, 1).on(one),
                y.rounding()));
      }
    }
  }

  /** Bounds of a product. */
  static FormBounds bounds(FormBounds a, FormBounds b) {
    long[] corners = {
      Math.multiplyExact(a.min(), b.min()),
      Math.multiplyExact(a.min(), b.max()),
      Math.multiplyExact(a.max(), b.min()),
      Math.multiplyExact(a.max(), b.max())
    };
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long c : corners) {
      min = Math.min(min, c);
      max = Math.max(max, c);
    }
    return new FormBounds(min, max, Math.multiplyExact(a.magnitude(), b.magnitude()));
  }

  /**
   * Einstein's sum of two computed values, and a form, as a node's output.
   *
   * @param left stored value with its axes' labels
   * @param right stored value with its axes' labels
   * @param depth number of products in one sum
   * @param plus what is added; may be empty
   */
  static void contraction(
      NodeContext context,
      QuantBuilder builder,
      Labelled left,
      Labelled right,
      long depth,
      double factor,
      RealForm plus) {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    int axis = Math.max(0, shape.rank() - 1);
    boolean rounds = context.outputType(0).isFloat();
    double worth = Math.abs(factor) * left.view().value().scale() * right.view().value().scale();
    Labelled x = rounds ? coarser(builder, name + ".coarseleft", name, left, worth) : left;
    Labelled y = rounds ? coarser(builder, name + ".coarseright", name, right, worth) : right;
    double base = factor * x.view().value().scale() * y.view().value().scale();
    if (rounds) {
      QuantBuilder.Target z =
          builder.target(
              name,
              QuantBuilder.stored(shape),
              shape,
              axis,
              unit -> evenUnit(Math.abs(base), unit, builder));
      double one = QuantSums.accumulatorUnit(z);
      emit(builder, z.index(), x, y, Math.round(base / one), plus.on(one), z.rounding());
    } else {
      FormBounds product = bounds(bounds(x.view()), bounds(y.view()));
      FormBounds more = builder.bounds(plus.on(1));
      FormBounds sum =
          new FormBounds(
              Math.addExact(Math.multiplyExact(product.min(), depth), more.min()),
              Math.addExact(Math.multiplyExact(product.max(), depth), more.max()),
              Math.addExact(Math.multiplyExact(product.magnitude(), depth), more.magnitude()));
      QuantBuilder.ExactTarget z = builder.exact(name, shape, axis, sum, 1, context.outputType(0));
      emit(builder, z.index(), x, y, Math.round(factor), plus.on(1), z.finish());
    }
  }

  private static Labelled coarser(
      QuantBuilder builder, String name, String output, Labelled x, double base) {
    return new Labelled(coarser(builder, name, output, x.view(), base), x.labels());
  }

  private static FormBounds bounds(View v) {
    long magnitude = Math.max(Math.abs(v.value().min()), Math.abs(v.value().max()));
    return new FormBounds(v.value().min(), v.value().max(), magnitude);
  }

  private static void emit(
      QuantBuilder builder,
      int index,
      Labelled x,
      Labelled y,
      long multiplier,
      LinearForm plus,
      Finish finish) {
    builder.emit(
        new QuantContraction(
            index,
            x.view().index(),
            x.labels(),
            y.view().index(),
            y.labels(),
            multiplier,
            plus,
            finish));
  }

  /** A stored value with a label for every axis. */
  record Labelled(View view, List<Integer> labels) {}
}
