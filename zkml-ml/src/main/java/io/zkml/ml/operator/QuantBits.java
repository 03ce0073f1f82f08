package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;

/**
 * Connectives of the bits of integers: every bit is {@code m a b + p (a + b)}. Bits lie along a new
 * last axis; bit k of x is {@code floor(x / 2^k) - 2 floor(x / 2^(k+1))}, for negative numbers too.
 */
final class QuantBits {
  private final NodeContext context;
  private final QuantBuilder builder;
  private final TensorShape shape;
  private final TensorShape all;
  private final int bits;
  private final boolean signed;

  private QuantBits(NodeContext context, QuantBuilder builder, int bits, boolean signed) {
    this.context = context;
    this.builder = builder;
    this.shape = QuantBuilder.stored(context.outputShape(0));
    int[] dims = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    dims[shape.rank()] = bits;
    this.all = TensorShape.of(dims);
    this.bits = bits;
    this.signed = signed;
  }

  /**
   * A connective as a node's output.
   *
   * @param product factor m
   * @param sum factor p
   */
  static void combine(NodeContext context, QuantBuilder builder, int product, int sum)
      throws OperatorException {
    Operand a = Operand.of(context, builder, 0);
    Operand b = Operand.of(context, builder, 1);
    long low = Math.min(low(builder, a), low(builder, b));
    long high = Math.max(high(builder, a), high(builder, b));
    boolean signed = low < 0;
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(high, -(low + 1))) + (signed ? 1 : 0);
    Args.require(
        bits <= builder.policy().windowBits(),
        "numbers of "
            + bits
            + " bits: those of a window of "
            + builder.policy().windowBits()
            + " bits can be proven");
    QuantBits both = new QuantBits(context, builder, Math.max(bits, 1), signed);
    if (a instanceof Operand.Computed(View x) && b instanceof Operand.Computed(View y)) {
      both.products(x, y, product, sum);
    } else if (a instanceof Operand.Computed(View x) && b instanceof Operand.Constant c) {
      both.withConstant(x, c.tensor(), product, sum);
    } else if (a instanceof Operand.Constant c && b instanceof Operand.Computed(View y)) {
      both.withConstant(y, c.tensor(), product, sum);
    }
  }

  /** The least number of an operand, no less than a window has where that holds all it met. */
  private static long low(QuantBuilder builder, Operand operand) {
    return switch (operand) {
      case Operand.Computed(View x) ->
          Math.max(x.value().min(), -(1L << (builder.policy().windowBits() - 1)));
      case Operand.Constant(FloatTensor c) -> (long) Arrays.stream(c.data()).min().orElse(0);
    };
  }

  private static long high(QuantBuilder builder, Operand operand) {
    return switch (operand) {
      case Operand.Computed(View x) -> {
        int window = builder.policy().windowBits() - (x.value().min() < 0 ? 1 : 0);
        yield Math.min(x.value().max(), (1L << window) - 1);
      }
      case Operand.Constant(FloatTensor c) -> (long) Arrays.stream(c.data()).max().orElse(0);
    };
  }

  /** {@code floor(x / 2^k)} for every bit k; a run beyond the window cannot be proven. */
  private View floors(String name, View x) {
    double[] powers = new double[bits];
    Arrays.setAll(powers, k -> 1L << k);
    LinearForm numerator = new RealForm(all).add(spread(x), 1).on(1);
    LinearForm denominator = new RealForm(all).add(FloatTensor.vector(powers), 1).on(1);
    long low = signed ? -(1L << (bits - 1)) : 0;
    long high = (1L << (signed ? bits - 1 : bits)) - 1;
    QuantValue value = new QuantValue(name, all, QuantBuilder.axis(all), 1, low, high);
    int index = builder.define(name, value, all);
    builder.emit(new QuantDivide(index, numerator, denominator, 1));
    return builder.view(name);
  }

  /** A view under all bits. */
  private View spread(View x) {
    View whole = x.broadcast(shape);
    int[] repeat = new int[Math.toIntExact(all.elements())];
    Arrays.setAll(repeat, i -> i / bits);
    return whole.moved(all, repeat);
  }

  /** The floors one bit further; 0 behind the last. */
  private View next(View floors) {
    int[] behind = new int[Math.toIntExact(all.elements())];
    Arrays.setAll(behind, i -> i % bits == bits - 1 ? IndexMap.NONE : i + 1);
    return floors.moved(all, behind);
  }

  /** Factors of the floors in the bits: the last floor of a negative number is -1. */
  private FloatTensor own() {
    double[] factors = new double[bits];
    Arrays.fill(factors, 1);
    factors[bits - 1] = signed ? -1 : 1;
    return FloatTensor.vector(factors);
  }

  private double weight(int bit) {
    double power = 1L << bit;
    return signed && bit == bits - 1 ? -power : power;
  }

  private void products(View x, View y, int product, int sum) {
    String name = context.node().output(0);
    View a = floors(name + ".left", x);
    View b = floors(name + ".right", y);
    LinearForm left = new RealForm(all).add(a, 1, own()).add(next(a), -2).on(1);
    LinearForm right = new RealForm(all).add(b, 1, own()).add(next(b), -2).on(1);
    LinearForm plus =
        sum == 0
            ? QuantProducts.NOTHING
            : new RealForm(all)
                .add(a, sum, own())
                .add(next(a), -2 * sum)
                .add(b, sum, own())
                .add(next(b), -2 * sum)
                .on(1);
    long magnitude =
        Math.abs(product)
                * Math.multiplyExact(
                    builder.bounds(left).magnitude(), builder.bounds(right).magnitude())
            + builder.bounds(plus).magnitude();
    QuantBuilder.ExactTarget target =
        builder.exact(
            name + ".bits",
            all,
            QuantBuilder.axis(all),
            new FormBounds(0, 1, magnitude),
            1,
            DataType.BOOL);
    builder.emit(new QuantProduct(target.index(), left, right, product, plus, target.finish()));
    double[] weights = new double[bits];
    Arrays.setAll(weights, this::weight);
    int[] dims = new int[all.rank()];
    Arrays.fill(dims, 1);
    dims[shape.rank()] = bits;
    FloatTensor factors = FloatTensor.of(TensorShape.of(dims), weights);
    RealForm form = new RealForm(shape);
    form.addSum(builder.view(name + ".bits"), 1, TensorShape.of(bits), factors);
    QuantSums.emit(context, builder, form);
  }

  private void withConstant(View x, FloatTensor constant, int product, int sum) {
    String name = context.node().output(0);
    View floors = floors(name + ".floors", x);
    FloatTensor zeros = FloatTensor.of(shape, new double[Math.toIntExact(shape.elements())]);
    double[] numbers = Broadcast.apply(zeros, constant, shape, (_, c) -> c).data();
    double[] own = new double[numbers.length * bits];
    double[] next = new double[own.length];
    double[] ones = new double[numbers.length];
    for (int i = 0; i < own.length; i++) {
      int bit = i % bits;
      long set = Bits.of(numbers[i / bits]) >> bit & 1;
      double factor = weight(bit) * (product * set + sum);
      own[i] = bit == bits - 1 && signed ? -factor : factor;
      next[i] = -2 * factor;
      ones[i / bits] += weight(bit) * sum * set;
    }
    RealForm form = new RealForm(shape).add(FloatTensor.of(shape, ones), 1);
    form.addSum(floors, 1, TensorShape.of(bits), FloatTensor.of(all, own));
    form.addSum(next(floors), 1, TensorShape.of(bits), FloatTensor.of(all, next));
    QuantSums.emit(context, builder, form);
  }
}
