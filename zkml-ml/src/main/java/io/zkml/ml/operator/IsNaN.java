package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code IsNaN}: whether elements are not a number. */
public final class IsNaN implements Operator {
  IsNaN() {}

  @Override
  public String name() {
    return "IsNaN";
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
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.BOOL);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return Elementwise.apply(inputs.get(0), x -> Double.isNaN(x) ? 1 : 0);
  }

  /** No integer stands for what is not a number: a run that would give one cannot be proven. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    TensorShape shape = context.outputShape(0);
    double[] none = new double[Math.toIntExact(shape.elements())];
    graph.output(0, graph.constant(FloatTensor.of(shape, none).withType(DataType.BOOL)));
    return true;
  }
}
