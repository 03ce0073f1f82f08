package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code ZipMap}: scores by class; here the plain scores, in the order of the class labels. */
public final class ZipMap implements Operator {
  ZipMap() {}

  @Override
  public String name() {
    return "ZipMap";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("classlabels_int64s", AttributeKind.INTS)
        .with("classlabels_strings", AttributeKind.STRINGS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
