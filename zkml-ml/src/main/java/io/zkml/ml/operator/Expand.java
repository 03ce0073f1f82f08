package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** {@code Expand}: broadcasts the data with a constant shape. */
public final class Expand implements Operator {
  Expand() {}

  @Override
  public String name() {
    return "Expand";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = TensorShape.of(Indices.dims(context, 1, "shape"));
    return List.of(Broadcast.shape(context.inputShape(0), shape));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    double[] in = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(target.elements())];
    StridedWalk walk = new StridedWalk(target, Broadcast.strides(inputs.get(0).shape(), target));
    for (int i = 0; i < out.length; i++) {
      out[i] = in[walk.next()];
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
