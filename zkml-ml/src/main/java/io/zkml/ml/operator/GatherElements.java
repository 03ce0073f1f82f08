package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code GatherElements}: for every position of the indices the element of the data whose
 * coordinate along one axis is the index and whose others are those of the position.
 */
public final class GatherElements implements Operator {
  GatherElements() {}

  @Override
  public String name() {
    return "GatherElements";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("axis", AttributeKind.INT);
  }

  /** Checks that indices reach no further than the data on all other axes. */
  static void checkIndices(TensorShape data, TensorShape indices, int axis)
      throws OperatorException {
    boolean fits = data.rank() == indices.rank();
    for (int i = 0; fits && i < data.rank(); i++) {
      fits = i == axis || indices.dim(i) <= data.dim(i);
    }
    Args.require(fits, "indices of shape " + indices + " into data of shape " + data);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    checkIndices(context.inputShape(0), context.inputShape(1), Gather.axis(context));
    return List.of(context.inputShape(1));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int axis = Gather.axis(context);
    FloatTensor data = inputs.get(0);
    double[] indices = inputs.get(1).data();
    int[] strides = data.shape().strides();
    double[] out = new double[indices.length];
    Positions at = new Positions(inputs.get(1).shape());
    while (at.next()) {
      int index = Indices.position(indices[at.index()], data.shape().dim(axis));
      out[at.index()] = data.get(at.offset(strides) + (index - at.at(axis)) * strides[axis]);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
