package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code ReverseSequence}: reverses the first elements of every sequence, as many as its length
 * says. One of the first two axes is time, the other the batch.
 */
public final class ReverseSequence implements Operator {
  ReverseSequence() {}

  @Override
  public String name() {
    return "ReverseSequence";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2)
        .with("batch_axis", AttributeKind.INT)
        .with("time_axis", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    long batch = context.attributes().intValue("batch_axis", 1);
    long time = context.attributes().intValue("time_axis", 0);
    Args.require(
        shape.rank() >= 2 && batch + time == 1 && batch * time == 0,
        "batch_axis " + batch + " and time_axis " + time + " of " + shape);
    Args.requireVector(context, 1, shape.dim((int) batch), "sequence_lens");
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    FloatTensor data = inputs.get(0);
    TensorShape shape = data.shape();
    int time = (int) context.attributes().intValue("time_axis", 0);
    int inner = Math.toIntExact(shape.elements(2, shape.rank()));
    double[] out = new double[data.size()];
    for (int i = 0; i < shape.dim(0); i++) {
      for (int j = 0; j < shape.dim(1); j++) {
        int step = time == 0 ? i : j;
        double length = inputs.get(1).get(time == 0 ? j : i);
        Args.require(length >= 0 && length <= shape.dim(time), "a length is " + length);
        int from = step < length ? (int) length - 1 - step : step;
        int row = time == 0 ? from * shape.dim(1) + j : i * shape.dim(1) + from;
        System.arraycopy(data.data(), row * inner, out, (i * shape.dim(1) + j) * inner, inner);
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
