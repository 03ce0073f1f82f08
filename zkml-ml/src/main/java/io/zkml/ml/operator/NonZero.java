package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/** {@code NonZero}: coordinates of the elements that aren't 0, of constant data. */
public final class NonZero implements Operator {
  NonZero() {}

  @Override
  public String name() {
    return "NonZero";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    FloatTensor data = context.constant(0).orElse(null);
    if (data == null) {
      throw new OperatorException("input 'X' must be constant: the output's shape depends on it");
    }
    int count = (int) Arrays.stream(data.data()).filter(x -> x != 0).count();
    return List.of(TensorShape.of(data.shape().rank(), count));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT64);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    Positions at = new Positions(inputs.get(0).shape());
    int column = 0;
    while (at.next()) {
      if (inputs.get(0).get(at.index()) != 0) {
        for (int axis = 0; axis < target.dim(0); axis++) {
          out[axis * target.dim(1) + column] = at.at(axis);
        }
        column++;
      }
    }
    return List.of(FloatTensor.of(target, out));
  }
}
