package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.RealFunction;
import java.util.List;
import java.util.Optional;

/** {@code Sigmoid}: {@code 1 / (1 + exp(-x))}. */
public final class Sigmoid implements Operator {
  Sigmoid() {}

  @Override
  public String name() {
    return "Sigmoid";
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
    return Elementwise.apply(inputs.get(0), x -> 1 / (1 + StrictMath.exp(-x)));
  }

  @Override
  public Optional<RealFunction> activation(NodeContext context) {
    return Optional.of(new RealFunction.Tabulated(x -> 1 / (1 + StrictMath.exp(-x))));
  }
}
