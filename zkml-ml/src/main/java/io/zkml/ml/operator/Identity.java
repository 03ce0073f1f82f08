package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/** {@code Identity}: {@code x}. */
public final class Identity implements Operator {
  Identity() {}

  @Override
  public String name() {
    return "Identity";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) {
    builder.alias(context.node().output(0), context.node().input(0), context.outputShape(0));
  }
}
