package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;

/** Quotients and remainders of integers. */
final class QuantRemainders {
  private final NodeContext context;
  private final QuantBuilder builder;
  private final TensorShape shape;
  private final String name;

  private QuantRemainders(NodeContext context, QuantBuilder builder) {
    this.context = context;
    this.builder = builder;
    this.shape = context.outputShape(0);
    this.name = context.node().output(0);
  }

  /**
   * The remainder of a node's inputs as its output, with the sign of the divisor.
   *
   * @param truncated with the sign of the dividend instead
   */
  static void remainder(NodeContext context, QuantBuilder builder, boolean truncated)
      throws OperatorException {
    new QuantRemainders(context, builder)
        .remainder(Operand.of(context, builder, 0), Operand.of(context, builder, 1), truncated);
  }

  private void remainder(Operand dividend, Operand divisor, boolean truncated) {
    Operand sign = sign(divisor, ".divisor");
    Operand size = times(divisor, sign, ".size");
    // fmod: t rem(t a, |b|), t the dividend's sign; else s rem(s a, |b|), s the divisor's.
    Operand turn = truncated ? sign(dividend, ".dividend") : sign;
    Operand number = times(dividend, turn, ".number");
    View rest = rest(number, size);
    Operand result = times(new Operand.Computed(rest), turn, ".signed");
    RealForm form = new RealForm(shape);
    result.addTo(form, 1);
    QuantSums.emit(context, builder, form);
  }

  /** {@code floor(x / 2^shifts)} as a node's output. */
  static void shiftRight(NodeContext context, QuantBuilder builder, Operand x, FloatTensor powers) {
    QuantRemainders all = new QuantRemainders(context, builder);
    all.quotient(all.name, all.form(x), all.form(new Operand.Constant(powers)));
  }

  private LinearForm form(Operand x) {
    RealForm form = new RealForm(shape);
    x.addTo(form, 1);
    return form.on(1);
  }

  /** Where an operand is positive 1, else -1; 1 where none of it is negative. */
  private Operand sign(Operand x, String what) {
    return switch (x) {
      case Operand.Constant(FloatTensor c) ->
          new Operand.Constant(Elementwise.apply(c, v -> v < 0 ? -1 : 1).getFirst());
      case Operand.Computed(View v) when v.value().min() >= 0 ->
          new Operand.Constant(FloatTensor.scalar(1));
      case Operand.Computed(View v) ->
          new Operand.Computed(QuantDivisions.sign(builder, name + what + ".sign", v));
    };
  }

  private Operand times(Operand x, Operand sign, String what) {
    return switch (sign) {
      case Operand.Constant(FloatTensor s) when x instanceof Operand.Constant(FloatTensor c) ->
          new Operand.Constant(
              Broadcast.apply(broadcast(c), s, QuantBuilder.stored(shape), (v, w) -> v * w));
      case Operand.Constant(FloatTensor s) when Arrays.stream(s.data()).allMatch(v -> v == 1) -> x;
      case Operand.Constant(FloatTensor s) -> {
        View view = ((Operand.Computed) x).view();
        LinearForm form = new RealForm(shape).add(view, 1, s).on(1);
        yield new Operand.Computed(
            QuantSums.define(
                builder,
                name + what,
                shape,
                form,
                QuantBuilder.axis(shape),
                1,
                builder.bounds(form)));
      }
      case Operand.Computed(View s) ->
          new Operand.Computed(QuantDivisions.times(builder, name + what, shape, x, s));
    };
  }

  private FloatTensor broadcast(FloatTensor c) {
    TensorShape stored = QuantBuilder.stored(shape);
    FloatTensor zeros = FloatTensor.of(stored, new double[Math.toIntExact(stored.elements())]);
    return Broadcast.apply(zeros, c, stored, (_, v) -> v);
  }

  private View quotient(String result, LinearForm numerator, LinearForm denominator) {
    long window = 1L << builder.policy().windowBits();
    boolean positive = builder.bounds(numerator).min() >= 0;
    QuantValue value =
        new QuantValue(
            result,
            QuantBuilder.stored(shape),
            QuantBuilder.axis(shape),
            1,
            positive ? 0 : -window / 2,
            positive ? window - 1 : window / 2 - 1);
    int index = builder.define(result, value, shape);
    int bits = 64 - Long.numberOfLeadingZeros(builder.bounds(denominator).magnitude());
    int limbs = Math.ceilDiv(bits, builder.policy().windowBits());
    builder.emit(new QuantDivide(index, numerator, denominator, limbs));
    return builder.view(result);
  }

  /** {@code a - d floor(a / d)}, d positive. */
  private View rest(Operand a, Operand d) {
    LinearForm numerator = form(a);
    LinearForm denominator = form(d);
    View quotient = quotient(name + ".quotient", numerator, denominator);
    long top = Math.max(1, builder.bounds(denominator).max()) - 1;
    RealForm whole = new RealForm(shape);
    a.addTo(whole, 1);
    if (d instanceof Operand.Constant(FloatTensor c)) {
      LinearForm rest = whole.add(quotient, -1, c).on(1);
      QuantBuilder.ExactTarget target = target(top, builder.bounds(rest).magnitude());
      builder.emit(new QuantSum(target.index(), rest, target.finish()));
    } else {
      LinearForm factor = new RealForm(shape).add(quotient, 1).on(1);
      long magnitude =
          Math.addExact(
              Math.multiplyExact(
                  builder.bounds(denominator).magnitude(), builder.bounds(factor).magnitude()),
              builder.bounds(numerator).magnitude());
      QuantBuilder.ExactTarget target = target(top, magnitude);
      builder.emit(
          new QuantProduct(target.index(), denominator, factor, -1, numerator, target.finish()));
    }
    return builder.view(name + ".rest");
  }

  private QuantBuilder.ExactTarget target(long top, long magnitude) {
    FormBounds bounds = new FormBounds(0, top, magnitude);
    return builder.exact(name + ".rest", shape, QuantBuilder.axis(shape), bounds, 1, null);
  }
}
