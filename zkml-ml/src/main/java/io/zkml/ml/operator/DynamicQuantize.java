package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantDivide;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.RealFunction;
import io.zkml.ml.quant.View;
import java.util.List;

/**
 * What {@link DynamicQuantizeLinear} expands to. Inputs: the numbers, and the ends of their range,
 * which holds 0. On the grid of the numbers, the scale is exactly the range divided by 255, and
 * results are quotients by the range, rounded half up.
 */
final class DynamicQuantize implements Operator {

  static final String NAME = "DynamicQuantize";

  private static final FloatTensor ONE = FloatTensor.scalar(1);
  private static final int LEVELS = DynamicQuantizeLinear.LEVELS;

  DynamicQuantize() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String domain() {
    return TreeScores.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3).outputs(3);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(context.inputShape(0), TensorShape.scalar(), TensorShape.scalar());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return DynamicQuantizeLinear.TYPES;
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return DynamicQuantizeLinear.quantized(
        inputs.get(0), inputs.get(1).get(0), inputs.get(2).get(0));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    View least = builder.view(context.node().input(1));
    View most = builder.view(context.node().input(2));
    String name = context.node().output(0);
    double unit = x.value().scale();
    TensorShape one = TensorShape.of(1);
    LinearForm range = new RealForm(one).add(most, 1).add(least, -1).on(unit);
    String scale = name(context, 1, name + ".scale");
    View span =
        QuantSums.define(builder, scale, one, range, 0, unit / LEVELS, builder.bounds(range));
    builder.define(scale, new View(span.index(), span.value(), TensorShape.scalar(), span.map()));
    // A range of nothing divides as one step does: all quotients are 0.
    LinearForm empty = new RealForm(one).add(span, -1 / span.value().scale()).add(ONE, 1).on(1);
    View none = QuantComparisons.positive(builder, name + ".none", one, empty);
    View divisor = new View(span.index(), span.value(), one, span.map());
    String zero = name(context, 2, name + ".zero");
    quotient(builder, zero, TensorShape.scalar(), least, -1, divisor, none);
    quotient(builder, name + ".steps", context.outputShape(0), x, 1, divisor, none);
    rounded(context, builder, builder.view(name + ".steps"), builder.view(zero));
  }

  private static String name(NodeContext context, int output, String absent) {
    String name = context.node().output(output);
    return name.isEmpty() ? absent : name;
  }

  /** {@code floor((510 sign x + d) / (2 d))}, d the range in steps of x. */
  private static void quotient(
      QuantBuilder builder,
      String name,
      TensorShape shape,
      View x,
      int sign,
      View range,
      View none) {
    double step = 1 / range.value().scale();
    RealForm numerator =
        new RealForm(shape)
            .add(x, 2.0 * sign * LEVELS / x.value().scale())
            .add(range, step)
            .add(none, 1);
    LinearForm denominator = new RealForm(shape).add(range, 2 * step).add(none, 2).on(1);
    TensorShape stored = QuantBuilder.stored(shape);
    long most = LEVELS + 1;
    long low = sign < 0 ? 0 : -most;
    QuantValue value = new QuantValue(name, stored, QuantBuilder.axis(stored), 1, low, most);
    int index = builder.define(name, value, shape);
    int bits = 64 - Long.numberOfLeadingZeros(builder.bounds(denominator).magnitude());
    int limbs = Math.ceilDiv(bits, builder.policy().windowBits());
    builder.emit(new QuantDivide(index, numerator.on(1), denominator, limbs));
  }

  private static void rounded(NodeContext context, QuantBuilder builder, View steps, View zero) {
    TensorShape shape = context.outputShape(0);
    String name = context.node().output(0);
    RealFunction clamp = new RealFunction.Clamp(0, LEVELS);
    TensorShape stored = QuantBuilder.stored(shape);
    QuantBuilder.Target y =
        builder.target(name, name, clamp, stored, shape, QuantBuilder.axis(shape));
    RealForm form = new RealForm(shape).add(steps, 1).add(zero, 1);
    builder.emit(new QuantSum(y.index(), form.on(QuantSums.accumulatorUnit(y)), y.rounding()));
  }
}
