package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number, applied to every element. */
final class Elementwise {
  private Elementwise() {}

  static List<FloatTensor> apply(FloatTensor tensor, DoubleUnaryOperator function) {
    double[] in = tensor.data();
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = function.applyAsDouble(in[i]);
    }
    return List.of(FloatTensor.of(tensor.shape(), out));
  }
}
