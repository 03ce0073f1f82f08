package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;

/** Quotients of computed values. */
final class QuantDivisions {

  /** Steps of a quotient's factor, unless the grids of the operands give as many. */
  private static final double PRECISION = 1 << 12;

  private QuantDivisions() {}

  /** The quotient of two operands, the right one computed, as a node's output. */
  static void divide(NodeContext context, QuantBuilder builder, Operand left, Operand right)
      throws OperatorException {
    boolean exact = context.outputType(0).isInteger();
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    View divisor = ((Operand.Computed) right).view();
    double range = builder.range(context.node().input(1)).min();
    Operand numerator = left;
    if (range <= 0) {
      View sign = sign(builder, name + ".sign", divisor);
      divisor = times(builder, name + ".divisor", shape, new Operand.Computed(divisor), sign);
      numerator = new Operand.Computed(times(builder, name + ".dividend", shape, left, sign));
    }
    if (exact) {
      integers(context, builder, numerator, divisor);
    } else {
      rounded(context, builder, numerator, divisor);
    }
  }

  /** 1 where a view is positive, else -1. */
  static View sign(QuantBuilder builder, String name, View x) {
    LinearForm form = new RealForm(x.shape()).add(x, 1).on(x.value().scale());
    View positive = QuantComparisons.positive(builder, name + ".positive", x.shape(), form);
    LinearForm both = new RealForm(x.shape()).add(positive, 2).add(FloatTensor.scalar(1), -1).on(1);
    return QuantSums.define(
        builder, name, x.shape(), both, QuantBuilder.axis(x.shape()), 1, new FormBounds(-1, 1, 3));
  }

  /** An operand times a sign, exactly. */
  static View times(QuantBuilder builder, String name, TensorShape shape, Operand x, View sign) {
    double unit = x instanceof Operand.Computed(View v) ? v.value().scale() : unit(x);
    RealForm form = new RealForm(shape);
    x.addTo(form, 1);
    LinearForm left = form.on(unit);
    LinearForm right = new RealForm(shape).add(sign, 1).on(1);
    FormBounds a = builder.bounds(left);
    FormBounds b = builder.bounds(right);
    long most = Math.max(Math.abs(a.min()), Math.abs(a.max()));
    FormBounds bounds =
        new FormBounds(-most, most, Math.multiplyExact(a.magnitude(), b.magnitude()));
    QuantBuilder.ExactTarget y =
        builder.exact(name, shape, QuantBuilder.axis(shape), bounds, unit, null);
    builder.emit(new QuantProduct(y.index(), left, right, 1, QuantProducts.NOTHING, y.finish()));
    return builder.view(name);
  }

  /** A grid for a constant. */
  private static double unit(Operand x) {
    double top = 1e-9;
    boolean integers = true;
    for (double v : ((Operand.Constant) x).tensor().data()) {
      top = Math.max(top, Math.abs(v));
      integers &= v == Math.rint(v);
    }
    return integers ? 1 : top / (1 << 14);
  }

  private static void rounded(
      NodeContext context, QuantBuilder builder, Operand left, View divisor) {
    TensorShape shape = context.outputShape(0);
    String name = context.node().output(0);
    double a = left instanceof Operand.Computed(View x) ? x.value().scale() : unit(left);
    double base = a / divisor.value().scale();
    double top = Math.max(builder.range(name).magnitude(), 1e-9);
    double wanted = top / ((1 << (builder.policy().activationBits() - 1)) - 1);
    long steps = 1;
    while (base * steps / wanted < PRECISION) {
      steps *= 2;
    }
    double factor = Math.floor(base * steps / wanted);
    double unit = base * steps / factor;
    // floor((2 f a + s d) / (2 s d)): rounds to the nearest, half up.
    RealForm numerator = new RealForm(shape);
    left.addTo(numerator, 2 * factor / a);
    numerator.add(divisor, steps / divisor.value().scale());
    LinearForm denominator =
        new RealForm(shape).add(divisor, 2 * steps / divisor.value().scale()).on(1);
    emit(builder, name, shape, unit, numerator.on(1), denominator);
  }

  private static void emit(
      QuantBuilder builder,
      String name,
      TensorShape shape,
      double unit,
      LinearForm numerator,
      LinearForm denominator) {
    long half = 1L << (builder.policy().windowBits() - 1);
    QuantValue value =
        new QuantValue(
            name, QuantBuilder.stored(shape), QuantBuilder.axis(shape), unit, -half, half - 1);
    int index = builder.define(name, value, shape);
    builder.emit(new QuantDivide(index, numerator, denominator, limbs(builder, denominator)));
  }

  private static int limbs(QuantBuilder builder, LinearForm denominator) {
    long top = builder.bounds(denominator).magnitude();
    int bits = 64 - Long.numberOfLeadingZeros(top);
    return Math.ceilDiv(bits, builder.policy().windowBits());
  }

  /** Rounds towards zero: by magnitude, then with the dividend's sign. */
  private static void integers(
      NodeContext context, QuantBuilder builder, Operand left, View divisor) {
    TensorShape shape = context.outputShape(0);
    String name = context.node().output(0);
    LinearForm denominator = new RealForm(shape).add(divisor, 1).on(1);
    RealForm plain = new RealForm(shape);
    left.addTo(plain, 1);
    if (builder.bounds(plain.on(1)).min() >= 0) {
      emit(builder, name, shape, 1, plain.on(1), denominator);
      return;
    }
    View x = QuantSums.define(builder, name + ".number", shape, plain, QuantBuilder.axis(shape), 1);
    View sign = sign(builder, name + ".signum", x);
    View magnitude = times(builder, name + ".magnitude", shape, new Operand.Computed(x), sign);
    LinearForm numerator = new RealForm(shape).add(magnitude, 1).on(1);
    emit(builder, name + ".quotient", shape, 1, numerator, denominator);
    View quotient = builder.view(name + ".quotient");
    View signed = times(builder, name + ".signed", shape, new Operand.Computed(quotient), sign);
    builder.define(name, signed);
  }
}
