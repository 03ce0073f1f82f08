package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.RealFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * {@code Clip}: {@code min(max(x, lower), upper)}. The bounds are attributes before opset 11 and
 * optional inputs of one element since then.
 */
public final class Clip implements Operator {
  private static final int INPUT_BOUNDS_OPSET = 11;
  private static final int LOWER = 1;
  private static final int UPPER = 2;

  Clip() {}

  @Override
  public String name() {
    return "Clip";
  }

  @Override
  public Signature signature(int opset) {
    return opset >= INPUT_BOUNDS_OPSET
        ? Signature.of(1, 3)
        : Signature.of(1, 1).with("min", AttributeKind.FLOAT).with("max", AttributeKind.FLOAT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    for (int input = LOWER; input <= UPPER; input++) {
      Args.require(
          !context.hasInput(input) || context.inputShape(input).elements() == 1,
          "a bound is not a single number");
    }
    return List.of(context.inputShape(0));
  }

  /** The lower bound: negative infinity if there is none, empty if it isn't constant. */
  public static OptionalDouble lower(NodeContext context) {
    return bound(context, LOWER, "min", Double.NEGATIVE_INFINITY);
  }

  /** The upper bound: infinity if there is none, empty if it isn't constant. */
  public static OptionalDouble upper(NodeContext context) {
    return bound(context, UPPER, "max", Double.POSITIVE_INFINITY);
  }

  private static OptionalDouble bound(
      NodeContext context, int input, String attribute, double absent) {
    if (!context.hasInput(input)) {
      return OptionalDouble.of(context.attributes().floatValue(attribute, absent));
    }
    return context
        .constant(input)
        .map(tensor -> OptionalDouble.of(tensor.get(0)))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double lower = lower(context).orElseGet(() -> inputs.get(LOWER).get(0));
    double upper = upper(context).orElseGet(() -> inputs.get(UPPER).get(0));
    return Elementwise.apply(inputs.get(0), x -> Math.min(Math.max(x, lower), upper));
  }

  @Override
  public Optional<RealFunction> activation(NodeContext context) {
    OptionalDouble low = lower(context);
    OptionalDouble high = upper(context);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    double a = low.getAsDouble();
    double b = high.getAsDouble();
    if (a == 0 && b == Double.POSITIVE_INFINITY) {
      return Optional.of(new RealFunction.Relu());
    }
    boolean simple = a <= 0 && b >= 0 && b > a && !Double.isInfinite(a) && !Double.isInfinite(b);
    return Optional.of(
        simple
            ? new RealFunction.Clamp(a, b)
            : new RealFunction.Tabulated(x -> Math.min(Math.max(x, a), b)));
  }

  /** With computed bounds, a maximum and a minimum. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    if (lower(context).isPresent() && upper(context).isPresent()) {
      return false;
    }
    String value = graph.input(0);
    if (context.hasInput(LOWER)) {
      value = graph.add("Max", value, graph.input(LOWER));
    }
    if (context.hasInput(UPPER)) {
      value = graph.add("Min", value, graph.input(UPPER));
    }
    graph.output(0, value);
    return true;
  }
}
