package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * {@code PRelu}: {@code x}, or {@code slope x} where that is negative; the slope broadcasts to x.
 */
public final class PRelu implements Binary {
  PRelu() {}

  @Override
  public String name() {
    return "PRelu";
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape slope = context.inputShape(1);
    Args.require(
        Broadcast.shape(shape, slope).equals(shape),
        "a slope of shape " + slope + " doesn't broadcast to " + shape);
    return List.of(shape);
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    return (x, slope) -> x < 0 ? slope * x : x;
  }
}
