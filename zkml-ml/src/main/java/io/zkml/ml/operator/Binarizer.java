package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code Binarizer}: 1 where an element is above the threshold, 0 elsewhere. */
public final class Binarizer implements Operator {
  Binarizer() {}

  @Override
  public String name() {
    return "Binarizer";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("threshold", AttributeKind.FLOAT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double threshold = context.attributes().floatValue("threshold", 0);
    return Elementwise.apply(inputs.get(0), x -> x > threshold ? 1 : 0);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    double threshold = context.attributes().floatValue("threshold", 0);
    FloatTensor constant = FloatTensor.scalar(threshold).withType(context.inputType(0));
    String above = graph.add("Greater", graph.input(0), graph.constant(constant));
    graph.output(0, ScoreNodes.cast(graph, above, context.outputType(0)));
    return true;
  }
}
