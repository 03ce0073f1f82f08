package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/** {@code Add}: the sum of two tensors, with broadcasting. */
public final class Add implements Operator {
  Add() {}

  @Override
  public String name() {
    return "Add";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(Broadcast.shape(context.inputShape(0), context.inputShape(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    FloatTensor result =
        Broadcast.apply(inputs.get(0), inputs.get(1), target, (left, right) -> left + right);
    return List.of(Wrap.wrap(context.outputType(0), result));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantSums.combine(context, builder, 1, 1);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
