package io.zkml.ml.operator;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Nodes that normalisations have in common. */
final class NormalizationNodes {

  private NormalizationNodes() {}

  /** {@code x - mean(x)} over some axes. */
  static String centred(Replacement graph, String x, List<Integer> axes) {
    return graph.add("Sub", x, graph.reduce("ReduceMean", x, axes));
  }

  /** {@code sqrt(mean(x^2) + epsilon)} over some axes. */
  static String magnitude(Replacement graph, String x, List<Integer> axes, double epsilon) {
    String mean = graph.reduce("ReduceMean", graph.add("Mul", x, x), axes);
    return graph.add("Sqrt", graph.add("Add", mean, graph.constant(epsilon)));
  }

  /** {@code (x - mean) / sqrt(variance + epsilon)} over some axes. */
  static String normal(Replacement graph, String x, List<Integer> axes, double epsilon) {
    String centred = centred(graph, x, axes);
    return graph.add("Div", centred, magnitude(graph, centred, axes, epsilon));
  }

  /** {@code x scale + bias}, both of one number for every index of x's axis 1. */
  static String scaled(Replacement graph, String x, String scale, String bias, int... dims) {
    String factors = graph.reshape(scale, dims);
    return graph.add("Add", graph.add("Mul", x, factors), graph.reshape(bias, dims));
  }

  /** The axes from {@code from} to before {@code to}. */
  static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** Lengths to reshape a vector with, so that it lies along axis 1 of tensors of a rank. */
  static int[] channels(int count, int rank) {
    int[] dims = new int[rank - 1];
    Arrays.fill(dims, 1);
    dims[0] = count;
    return dims;
  }
}
