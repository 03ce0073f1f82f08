package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantPositive;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;

/** Comparisons with exact answers 0 and 1, on a grid that both operands are on. */
final class QuantComparisons {

  /** Steps of the common grid in the finer of two different grids. */
  private static final double REFINEMENT = 1 << 12;

  private QuantComparisons() {}

  /** Whether the left operand is greater, or equal too, as a node's output. */
  static void greater(
      NodeContext context, QuantBuilder builder, Operand left, Operand right, boolean orEqual) {
    LinearForm form = difference(left, right, context.outputShape(0), orEqual ? 1 : 0);
    positive(builder, context.node().output(0), context.outputShape(0), form);
  }

  /** Whether two operands are equal, as a node's output. */
  static void equal(NodeContext context, QuantBuilder builder, Operand left, Operand right) {
    TensorShape shape = context.outputShape(0);
    String name = context.node().output(0);
    View more = positive(builder, name + ".greater", shape, difference(left, right, shape, 0));
    View less = positive(builder, name + ".less", shape, difference(right, left, shape, 0));
    RealForm form = new RealForm(shape).add(FloatTensor.scalar(1), 1).add(more, -1).add(less, -1);
    flag(builder, name, shape, form.on(1));
  }

  /** Defines a form that is 0 or 1. */
  static View flag(QuantBuilder builder, String name, TensorShape shape, LinearForm form) {
    FormBounds bounds = new FormBounds(0, 1, builder.bounds(form).magnitude());
    QuantBuilder.ExactTarget y =
        builder.exact(name, shape, QuantBuilder.axis(shape), bounds, 1, DataType.BOOL);
    builder.emit(new QuantSum(y.index(), form, y.finish()));
    return builder.view(name);
  }

  /** Defines 1 where a form is positive, else 0. */
  static View positive(QuantBuilder builder, String name, TensorShape shape, LinearForm form) {
    return positive(builder, name, shape, QuantBuilder.axis(shape), form);
  }

  /** As above, with a feature axis. */
  static View positive(
      QuantBuilder builder, String name, TensorShape shape, int axis, LinearForm form) {
    QuantValue value = new QuantValue(name, QuantBuilder.stored(shape), axis, 1, 0, 1);
    int index = builder.define(name, value, shape);
    builder.emit(new QuantPositive(index, form));
    return builder.view(name);
  }

  /** {@code left - right + add} in units of a grid that both are on. */
  static LinearForm difference(Operand left, Operand right, TensorShape shape, long add) {
    double unit = commonUnit(left, right);
    RealForm form = new RealForm(shape);
    within(left, right).addTo(form, 1);
    within(right, left).addTo(form, -1);
    if (add != 0) {
      form.add(FloatTensor.scalar(1), unit * add);
    }
    return form.on(unit);
  }

  /** A constant, not further than one step beyond what it is compared with. */
  private static Operand within(Operand operand, Operand other) {
    if (operand instanceof Operand.Constant c && other instanceof Operand.Computed(View x)) {
      double low = (x.value().min() - 1) * x.value().scale();
      double high = (x.value().max() + 1) * x.value().scale();
      return new Operand.Constant(
          Elementwise.apply(c.tensor(), v -> Math.clamp(v, low, high)).getFirst());
    }
    return operand;
  }

  private static double commonUnit(Operand left, Operand right) {
    double a = left instanceof Operand.Computed(View x) ? x.value().scale() : 0;
    double b = right instanceof Operand.Computed(View y) ? y.value().scale() : 0;
    if (a == b || a == 0 || b == 0) {
      return Math.max(a, b);
    }
    return Math.min(a, b) / REFINEMENT;
  }
}
