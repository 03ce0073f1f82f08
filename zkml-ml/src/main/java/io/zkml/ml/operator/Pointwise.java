package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.RealFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** An operator that applies one function of a real number to every element of its one input. */
interface Pointwise extends Operator {
  /** The function, with the node's attributes in it. */
  DoubleUnaryOperator function(NodeContext context);

  @Override
  default Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(context.inputShape(0));
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    FloatTensor result = Elementwise.apply(inputs.get(0), function(context)).getFirst();
    return List.of(Wrap.wrap(context.outputType(0), result));
  }

  @Override
  default Optional<RealFunction> activation(NodeContext context) {
    return Optional.of(new RealFunction.Tabulated(function(context)));
  }
}
