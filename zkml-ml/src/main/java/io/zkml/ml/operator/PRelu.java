package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    if (builder.isValue(context.node().output(0))) {
      return;
    }
    if (activation(context).isPresent()) {
      Binary.super.quantize(context, builder);
      return;
    }
    String name = context.node().output(0);
    View x = builder.view(context.node().input(0));
    LinearForm positive = new RealForm(x.shape()).add(x, 1).on(x.value().scale());
    View flag = QuantComparisons.positive(builder, name + ".positive", x.shape(), positive);
    View above =
        QuantDivisions.times(builder, name + ".above", x.shape(), new Operand.Computed(x), flag);
    QuantProducts.gated(context, builder, Operand.of(context, builder, 1), x, above);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
