package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code ArrayFeatureExtractor}: the given elements of the last axis. */
public final class ArrayFeatureExtractor implements Operator {
  ArrayFeatureExtractor() {}

  @Override
  public String name() {
    return "ArrayFeatureExtractor";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() > 0, "the input is a scalar");
    int count = Args.toInt(context.inputShape(1).elements(), "the number of indices");
    return List.of(
        shape.rank() == 1 ? TensorShape.of(1, count) : shape.withDim(shape.rank() - 1, count));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor data = inputs.get(0);
    double[] indices = inputs.get(1).data();
    int features = Table.features(context);
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    for (int i = 0; i < out.length; i++) {
      int column = Indices.position(indices[i % indices.length], features);
      out[i] = data.get(i / indices.length * features + column);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  /** With computed indices, such as the class of the largest score, a gather. */
  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    if (context.constant(1).isPresent()) {
      return false;
    }
    int axis = context.inputShape(0).rank() - 1;
    String list = graph.reshape(graph.input(1), -1);
    String found = graph.add("Gather", Replacement.integer("axis", axis), graph.input(0), list);
    graph.output(0, graph.reshape(found, context.outputShape(0).toArray()));
    return true;
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
