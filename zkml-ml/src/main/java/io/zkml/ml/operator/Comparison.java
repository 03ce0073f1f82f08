package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** An operator that asks the same question of all pairs of two tensors, with broadcasting. */
interface Comparison extends Operator {
  /** The answer for one pair. */
  boolean test(double left, double right);

  @Override
  default Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(Broadcast.shape(context.inputShape(0), context.inputShape(1)));
  }

  @Override
  default List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.BOOL);
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(
        Broadcast.apply(
            inputs.get(0),
            inputs.get(1),
            context.outputShape(0),
            (left, right) -> test(left, right) ? 1 : 0));
  }
}
