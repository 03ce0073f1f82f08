package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** An operator that combines any number of tensors element by element, with broadcasting. */
interface Variadic extends Operator {
  /** Combines what came before with one more element. */
  double combine(double before, double element);

  /** The result from all elements combined. */
  default double finish(double combined, int count) {
    return combined;
  }

  @Override
  default Signature signature(int opset) {
    return Signature.of(1, Signature.MANY);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    for (int i = 1; i < context.inputCount(); i++) {
      Args.require(context.hasInput(i), "input " + i + " is left out");
      shape = Broadcast.shape(shape, context.inputShape(i));
    }
    return List.of(shape);
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor result = inputs.get(0);
    for (int i = 1; i < inputs.count(); i++) {
      TensorShape target = Broadcast.shape(result.shape(), inputs.get(i).shape());
      result = Broadcast.apply(result, inputs.get(i), target, this::combine);
    }
    int count = inputs.count();
    FloatTensor finished = Elementwise.apply(result, x -> finish(x, count)).getFirst();
    return List.of(Wrap.wrap(context.outputType(0), finished));
  }
}
