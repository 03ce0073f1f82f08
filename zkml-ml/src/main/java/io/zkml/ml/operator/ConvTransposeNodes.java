package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** {@link ConvTranspose} as a convolution of data with zeros in between. */
final class ConvTransposeNodes {

  private ConvTransposeNodes() {}

  /** Adds the first input with zeros between and around its entries, as {@code axes} need them. */
  static String spread(Replacement graph, TensorShape data, List<WindowAxis> axes) {
    String x = graph.input(0);
    TensorShape shape = data;
    int rank = data.rank();
    int[] pads = new int[2 * rank];
    for (int i = 0; i < axes.size(); i++) {
      WindowAxis axis = axes.get(i);
      int at = i + 2;
      x = inserted(graph, x, shape, at, axis.stride());
      shape = shape.withDim(at, shape.dim(at) * axis.stride());
      int reach = (axis.kernel() - 1) * axis.dilation();
      pads[at] = reach - axis.padBegin();
      pads[at + rank] = axis.input() + reach - shape.dim(at) - pads[at];
    }
    return graph.add("Pad", x, graph.constant(FloatTensor.vector(pads)));
  }

  /** {@code stride - 1} zeros behind every index of an axis. */
  private static String inserted(
      Replacement graph, String x, TensorShape shape, int axis, int stride) {
    if (stride == 1) {
      return x;
    }
    int outer = Math.toIntExact(shape.elements(0, axis + 1));
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    String apart = graph.reshape(x, outer, 1, inner);
    FloatTensor pads = FloatTensor.vector(0, 0, 0, 0, stride - 1, 0);
    String padded = graph.add("Pad", apart, graph.constant(pads));
    return graph.reshape(padded, shape.withDim(axis, shape.dim(axis) * stride).toArray());
  }

  /**
   * Weights of the convolution.
   *
   * @param weights {@code [C, M / groups, kernel...]}
   * @return {@code [M, C / groups, kernel...]}, every kernel reversed
   */
  static FloatTensor turned(FloatTensor weights, int groups) {
    TensorShape shape = weights.shape();
    int inputs = shape.dim(0) / groups;
    int outputs = shape.dim(1);
    int kernel = Math.toIntExact(shape.elements(2, shape.rank()));
    double[] out = new double[weights.size()];
    for (int c = 0; c < shape.dim(0); c++) {
      for (int m = 0; m < outputs; m++) {
        int row = c / inputs * outputs + m;
        for (int k = 0; k < kernel; k++) {
          out[(row * inputs + c % inputs) * kernel + kernel - 1 - k] =
              weights.get((c * outputs + m) * kernel + k);
        }
      }
    }
    return FloatTensor.of(shape.withDim(0, outputs * groups).withDim(1, inputs), out);
  }
}
