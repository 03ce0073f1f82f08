package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.stream.IntStream;

/** {@code FeatureVectorizer}: the features of all inputs side by side. */
public final class FeatureVectorizer implements Operator {
  FeatureVectorizer() {}

  @Override
  public String name() {
    return "FeatureVectorizer";
  }

  @Override
  public String domain() {
    return Table.DOMAIN;
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, Signature.MANY).with("inputdimensions", AttributeKind.INTS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    List<Long> given = context.attributes().ints("inputdimensions").orElse(List.of());
    long features = 0;
    for (int i = 0; i < context.inputCount(); i++) {
      Args.require(
          context.hasInput(i)
              && context.inputShape(i).rank() == 2
              && context.inputShape(i).dim(0) == context.inputShape(0).dim(0)
              && (given.isEmpty()
                  || (given.size() > i && given.get(i) == context.inputShape(i).dim(1))),
          "input " + i + " does not fit inputdimensions " + given);
      features += context.inputShape(i).dim(1);
    }
    int width = Args.toInt(features, "the number of features");
    return List.of(TensorShape.of(context.inputShape(0).dim(0), width));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.FLOAT);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int width = context.outputShape(0).dim(1);
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    int begin = 0;
    for (int i = 0; i < inputs.count(); i++) {
      int part = inputs.get(i).shape().dim(1);
      for (int row = 0; row < context.outputShape(0).dim(0); row++) {
        System.arraycopy(inputs.get(i).data(), row * part, out, row * width + begin, part);
      }
      begin += part;
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return IntStream.range(0, context.inputCount()).boxed().toList();
  }
}
