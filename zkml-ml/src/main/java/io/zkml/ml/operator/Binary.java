package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.RealFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** An operator that applies a function of two numbers to two tensors, with broadcasting. */
interface Binary extends Operator {
  /** The function; results of integer types are wrapped afterwards. */
  DoubleBinaryOperator function(NodeContext context);

  @Override
  default Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(Broadcast.shape(context.inputShape(0), context.inputShape(1)));
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor result =
        Broadcast.apply(inputs.get(0), inputs.get(1), context.outputShape(0), function(context));
    return List.of(Wrap.wrap(context.outputType(0), result));
  }

  /** With a constant number on the right, this is a function of the left operand. */
  @Override
  default Optional<RealFunction> activation(NodeContext context) {
    FloatTensor right = context.constant(1).orElse(null);
    if (right == null
        || right.size() != 1
        || right.shape().rank() > context.inputShape(0).rank()
        || context.constant(0).isPresent()) {
      return Optional.empty();
    }
    double constant = right.get(0);
    DoubleBinaryOperator function = function(context);
    return Optional.of(
        new RealFunction.Tabulated(
            x -> Wrap.wrap(context.outputType(0), function.applyAsDouble(x, constant))));
  }
}
