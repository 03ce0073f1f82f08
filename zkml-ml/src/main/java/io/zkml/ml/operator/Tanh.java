package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.RealFunction;
import java.util.List;
import java.util.Optional;

/** {@code Tanh}: {@code tanh(x)}. */
public final class Tanh implements Operator {
  Tanh() {}

  @Override
  public String name() {
    return "Tanh";
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
    return Elementwise.apply(inputs.get(0), StrictMath::tanh);
  }

  @Override
  public Optional<RealFunction> activation(NodeContext context) {
    return Optional.of(new RealFunction.Tabulated(StrictMath::tanh));
  }
}
