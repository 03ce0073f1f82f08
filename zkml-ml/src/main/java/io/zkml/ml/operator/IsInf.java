package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code IsInf}: whether elements are infinite, of either sign unless attributes exclude one. */
public final class IsInf implements Operator {
  IsInf() {}

  @Override
  public String name() {
    return "IsInf";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("detect_positive", AttributeKind.INT)
        .with("detect_negative", AttributeKind.INT);
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
    boolean positive = context.attributes().intValue("detect_positive", 1) != 0;
    boolean negative = context.attributes().intValue("detect_negative", 1) != 0;
    return Elementwise.apply(
        inputs.get(0), x -> Double.isInfinite(x) && (x > 0 ? positive : negative) ? 1 : 0);
  }

  /** No integer stands for infinity: a run that would give it cannot be proven. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    TensorShape shape = context.outputShape(0);
    double[] none = new double[Math.toIntExact(shape.elements())];
    graph.output(0, graph.constant(FloatTensor.of(shape, none).withType(DataType.BOOL)));
    return true;
  }
}
