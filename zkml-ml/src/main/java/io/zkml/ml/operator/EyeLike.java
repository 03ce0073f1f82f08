package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code EyeLike}: a matrix of the input's shape with ones on diagonal {@code k}. */
public final class EyeLike implements Operator {
  EyeLike() {}

  @Override
  public String name() {
    return "EyeLike";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("dtype", AttributeKind.INT).with("k", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() == 2, "the input has shape " + shape);
    return List.of(shape);
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return List.of(ElementTypes.attribute(context, "dtype", context.inputType(0)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    long diagonal = context.attributes().intValue("k", 0);
    TensorShape shape = context.outputShape(0);
    double[] out = new double[Math.toIntExact(shape.elements())];
    for (int row = 0; row < shape.dim(0); row++) {
      long column = row + diagonal;
      if (column >= 0 && column < shape.dim(1)) {
        out[row * shape.dim(1) + (int) column] = 1;
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public boolean dependsOnValues() {
    return false;
  }
}
