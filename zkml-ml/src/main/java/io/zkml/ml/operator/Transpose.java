package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.Optional;

/** {@code Transpose}: permutes the dimensions; without {@code perm} it reverses them. */
public final class Transpose implements Operator {
  Transpose() {}

  @Override
  public String name() {
    return "Transpose";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("perm", AttributeKind.INTS);
  }

  /** Input axis of each output axis. */
  static int[] permutation(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank();
    int[] permutation = new int[rank];
    Optional<List<Long>> given = context.attributes().ints("perm");
    if (given.isPresent()) {
      Args.require(
          given.get().size() == rank && Args.axes(given.get(), rank).size() == rank,
          "perm " + given.get() + " is not a permutation of " + rank + " axes");
    }
    for (int axis = 0; axis < rank; axis++) {
      permutation[axis] =
          given.isPresent() ? Args.axis(given.get().get(axis), rank) : rank - 1 - axis;
    }
    return permutation;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int[] dims = permutation(context);
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = context.inputShape(0).dim(dims[axis]);
    }
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    int[] permutation = permutation(context);
    int[] own = inputs.get(0).shape().strides();
    int[] strides = new int[permutation.length];
    for (int axis = 0; axis < strides.length; axis++) {
      strides[axis] = own[permutation[axis]];
    }
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    StridedWalk walk = new StridedWalk(target, strides);
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
