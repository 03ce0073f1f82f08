package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantMatrix;

/** Products with constant matrices, for Gemm and MatMul. */
final class QuantMatrices {

  private QuantMatrices() {}

  /**
   * Translates {@code x W' + bias}.
   *
   * @param weights {@code [M, K]}, K the last axis of x as the model sees it
   * @param bias {@code [M]}
   */
  static void emit(
      NodeContext context,
      QuantBuilder builder,
      QuantBuilder.View x,
      FloatTensor weights,
      FloatTensor bias)
      throws OperatorException {
    int leading = leading(x);
    int outputs = weights.shape().dim(0);
    TensorShape shape = context.outputShape(0);
    // Axes in front stay cut as they are; the last one is the feature axis unless one of them is.
    int axis = x.value().featureAxis();
    int features = axis < leading ? axis : shape.rank() - 1;
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, features);
    int[] stored = x.value().shape().toArray();
    int[] dims = new int[stored.length - leading + 1];
    dims[0] = outputs;
    System.arraycopy(stored, leading, dims, 1, stored.length - leading);
    IntTensor w = QuantBuilder.weights(weights, TensorShape.of(dims), x.value().scale(), y);
    IntTensor b = QuantBuilder.weights(bias, TensorShape.of(outputs), 1, y);
    builder.emit(new QuantMatrix(y.index(), x.index(), leading, w, b, y.rounding()));
  }

  /** The stored axes in front of those that make up the last axis of the view. */
  private static int leading(QuantBuilder.View x) throws OperatorException {
    int kept = x.shape().rank() - 1;
    boolean fits = x.value().shape().rank() > kept;
    for (int i = 0; fits && i < kept; i++) {
      fits = x.value().shape().dim(i) == x.shape().dim(i);
    }
    Args.require(
        fits,
        "a product of shape "
            + x.shape()
            + " over a value stored as "
            + x.value().shape()
            + " cannot be proven yet");
    return kept;
  }
}
