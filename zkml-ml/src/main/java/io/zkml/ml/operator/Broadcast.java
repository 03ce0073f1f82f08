package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.function.DoubleBinaryOperator;

/** ONNX's multidirectional (NumPy) broadcasting. */
final class Broadcast {
  private Broadcast() {}

  /** The shape that two shapes broadcast to. */
  static TensorShape shape(TensorShape a, TensorShape b) throws OperatorException {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int left = dim(a, axis - rank + a.rank());
      int right = dim(b, axis - rank + b.rank());
      Args.require(
          left == right || left == 1 || right == 1,
          "shapes " + a + " and " + b + " don't broadcast");
      dims[axis] = left == 1 ? right : left;
    }
    return TensorShape.of(dims);
  }

  private static int dim(TensorShape shape, int axis) {
    return axis < 0 ? 1 : shape.dim(axis);
  }

  /** Strides that read a tensor of {@code shape} along {@code target}; 0 where it repeats. */
  static int[] strides(TensorShape shape, TensorShape target) {
    int[] own = shape.strides();
    int[] strides = new int[target.rank()];
    int shift = target.rank() - shape.rank();
    for (int axis = 0; axis < own.length; axis++) {
      strides[axis + shift] = shape.dim(axis) == 1 ? 0 : own[axis];
    }
    return strides;
  }

  /** Applies a function of two numbers along the broadcast shape {@code target}. */
  static FloatTensor apply(
      FloatTensor a, FloatTensor b, TensorShape target, DoubleBinaryOperator function) {
    double[] out = new double[Math.toIntExact(target.elements())];
    double[] left = a.data();
    double[] right = b.data();
    if (a.shape().equals(b.shape())) {
      for (int i = 0; i < out.length; i++) {
        out[i] = function.applyAsDouble(left[i], right[i]);
      }
      return FloatTensor.of(target, out);
    }
    StridedWalk leftWalk = new StridedWalk(target, strides(a.shape(), target));
    StridedWalk rightWalk = new StridedWalk(target, strides(b.shape(), target));
    for (int i = 0; i < out.length; i++) {
      out[i] = function.applyAsDouble(left[leftWalk.next()], right[rightWalk.next()]);
    }
    return FloatTensor.of(target, out);
  }
}
