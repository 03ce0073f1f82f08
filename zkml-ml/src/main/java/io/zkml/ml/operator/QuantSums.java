package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.Addend;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.RealFunction;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.List;

/** Sums that several operators translate to. */
final class QuantSums {

  private QuantSums() {}

  /** A function of a value by itself. */
  static void activation(NodeContext context, QuantBuilder builder, RealFunction function) {
    String input = context.node().input(0);
    View x = builder.view(input);
    boolean ordered = x.map().isIdentity();
    TensorShape stored = ordered ? x.value().shape() : QuantBuilder.stored(x.shape());
    int axis = ordered ? x.value().featureAxis() : QuantBuilder.axis(x.shape());
    QuantBuilder.Target y =
        builder.target(input, context.node().output(0), function, stored, x.shape(), axis);
    LinearForm form =
        ordered
            ? LinearForm.of(addend(x, y))
            : new RealForm(x.shape()).add(x, 1).on(accumulatorUnit(y));
    builder.emit(new QuantSum(y.index(), form, y.rounding()));
  }

  /** What 1 in the accumulator of a rounded value is worth. */
  static double accumulatorUnit(QuantBuilder.Target y) {
    return y.unit() / (1L << y.rounding().shift());
  }

  /** The first input of a window operator: {@code [N, C, spatial...]}, stored as such. */
  static View image(NodeContext context, QuantBuilder builder) {
    View x = builder.view(context.node().input(0));
    return builder.stored(context.node().output(0) + ".image", x, 1);
  }

  /** A value on the scale of a sum. */
  static Addend addend(View x, QuantBuilder.Target y) {
    return new Addend(x.index(), QuantBuilder.multiplier(1, x.value().scale(), y));
  }

  /** The sum of a node's inputs times factors, as its output. */
  static void combine(NodeContext context, QuantBuilder builder, double... factors)
      throws OperatorException {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < factors.length; i++) {
      operands.add(Operand.of(context, builder, i));
    }
    if (sameStorage(operands) && context.outputType(0).isFloat()) {
      combineStored(context, builder, operands, factors);
      return;
    }
    RealForm form = new RealForm(context.outputShape(0));
    for (int i = 0; i < factors.length; i++) {
      operands.get(i).addTo(form, factors[i]);
    }
    emit(context, builder, form, featureAxis(operands, context.outputShape(0)));
  }

  /** Whether all operands are values of one layout, in order, under one shape. */
  private static boolean sameStorage(List<Operand> operands) {
    View first = operands.getFirst() instanceof Operand.Computed c ? c.view() : null;
    for (Operand operand : operands) {
      boolean same =
          first != null
              && operand instanceof Operand.Computed(View x)
              && x.map().isIdentity()
              && x.shape().equals(first.shape())
              && x.value().shape().equals(first.value().shape())
              && x.value().featureAxis() == first.value().featureAxis();
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static void combineStored(
      NodeContext context, QuantBuilder builder, List<Operand> operands, double... factors) {
    View first = ((Operand.Computed) operands.getFirst()).view();
    TensorShape stored = first.value().shape();
    QuantBuilder.Target y =
        builder.target(
            context.node().output(0), stored, first.shape(), first.value().featureAxis());
    List<Addend> addends = new ArrayList<>();
    for (int i = 0; i < factors.length; i++) {
      View x = ((Operand.Computed) operands.get(i)).view();
      addends.add(new Addend(x.index(), QuantBuilder.multiplier(factors[i], x.value().scale(), y)));
    }
    builder.emit(QuantSum.of(y.index(), addends, y.rounding()));
  }

  /** The feature axis of the first operand of the result's shape that is stored so. */
  static int featureAxis(List<Operand> operands, TensorShape shape) {
    for (Operand operand : operands) {
      if (operand instanceof Operand.Computed(View x) && x.isDirect() && x.shape().equals(shape)) {
        return x.value().featureAxis();
      }
    }
    return QuantBuilder.axis(shape);
  }

  /** A form as a node's output: rounded, or exact where the output's type is. */
  static void emit(NodeContext context, QuantBuilder builder, RealForm form) {
    emit(context, builder, form, QuantBuilder.axis(context.outputShape(0)));
  }

  /** As above, with a feature axis. */
  static void emit(NodeContext context, QuantBuilder builder, RealForm form, int axis) {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    if (context.outputType(0).isFloat()) {
      QuantBuilder.Target y =
          builder.target(
              name,
              QuantBuilder.stored(shape),
              shape,
              axis,
              unit -> form.evenUnit(unit, builder.policy().windowBits()));
      builder.emit(new QuantSum(y.index(), form.on(accumulatorUnit(y)), y.rounding()));
    } else {
      LinearForm exact = form.on(1);
      QuantBuilder.ExactTarget y =
          builder.exact(name, shape, axis, builder.bounds(exact), 1, context.outputType(0));
      builder.emit(new QuantSum(y.index(), exact, y.finish()));
    }
  }

  /**
   * Defines a form without rounding, in a unit that all its views have.
   *
   * @param scale the unit; 0 if they differ: then the form is rounded
   */
  static View define(
      QuantBuilder builder, String name, TensorShape shape, RealForm form, int axis, double scale) {
    if (scale == 0) {
      QuantBuilder.Target y = builder.target(name, QuantBuilder.stored(shape), shape, axis);
      builder.emit(new QuantSum(y.index(), form.on(accumulatorUnit(y)), y.rounding()));
      return builder.view(name);
    }
    LinearForm exact = form.on(scale);
    return define(builder, name, shape, exact, axis, scale, builder.bounds(exact));
  }

  /** Defines a form without rounding, with bounds that the caller knows of. */
  static View define(
      QuantBuilder builder,
      String name,
      TensorShape shape,
      LinearForm form,
      int axis,
      double scale,
      FormBounds bounds) {
    QuantBuilder.ExactTarget y = builder.exact(name, shape, axis, bounds, scale, null);
    builder.emit(new QuantSum(y.index(), form, y.finish()));
    return builder.view(name);
  }
}
