package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Size}: the number of elements; constant in every graph. */
public final class Size implements Operator {
  Size() {}

  @Override
  public String name() {
    return "Size";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(TensorShape.scalar());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(FloatTensor.scalar((double) context.inputShape(0).elements()));
  }

  @Override
  public boolean dependsOnValues() {
    return false;
  }
}
