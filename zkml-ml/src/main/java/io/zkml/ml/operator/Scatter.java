package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** {@code Scatter}, the name of {@link ScatterElements} before opset 11. */
public final class Scatter implements Operator {
  Scatter() {}

  @Override
  public String name() {
    return "Scatter";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3).with("axis", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return ScatterElements.shape(context);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(ScatterElements.scatter(context, inputs));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0, 2);
  }
}
