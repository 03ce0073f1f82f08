package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code TensorScatter}: a cache with updates written along one axis, for every sequence of the
 * batch from its own index on; {@code circular} starts over at the end.
 */
public final class TensorScatter implements Operator {
  TensorScatter() {}

  @Override
  public String name() {
    return "TensorScatter";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 3).with("axis", AttributeKind.INT).with("mode", AttributeKind.STRING);
  }

  private static int axis(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank();
    return Args.axis(context.attributes().intValue("axis", -2), rank);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape cache = context.inputShape(0);
    TensorShape update = context.inputShape(1);
    int axis = axis(context);
    Args.require(
        axis > 0
            && update.rank() == cache.rank()
            && update.withDim(axis, 0).equals(cache.withDim(axis, 0))
            && update.dim(axis) <= cache.dim(axis),
        "an update of shape " + update + " of a cache of shape " + cache);
    if (context.hasInput(2)) {
      Args.requireVector(context, 2, cache.dim(0), "write_indices");
    }
    String mode = context.attributes().stringValue("mode", "linear");
    Args.require(mode.equals("linear") || mode.equals("circular"), "mode is '" + mode + "'");
    return List.of(cache);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    boolean circular = context.attributes().stringValue("mode", "linear").equals("circular");
    TensorShape cache = inputs.get(0).shape();
    int axis = axis(context);
    int inner = Math.toIntExact(cache.elements(axis + 1, cache.rank()));
    int rows = Math.toIntExact(cache.elements(0, axis));
    int length = cache.dim(axis);
    int count = inputs.get(1).shape().dim(axis);
    double[] out = inputs.get(0).data().clone();
    for (int row = 0; row < rows; row++) {
      int batch = row / (rows / cache.dim(0));
      double first = inputs.find(2).map(indices -> indices.get(batch)).orElse(0.0);
      for (int i = 0; i < count; i++) {
        double at = circular ? (first + i) % length : first + i;
        int to = row * length + Indices.position(at, length);
        System.arraycopy(inputs.get(1).data(), (row * count + i) * inner, out, to * inner, inner);
      }
    }
    return List.of(FloatTensor.of(cache, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0, 1);
  }
}
