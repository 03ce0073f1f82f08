package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;

/**
 * The kernel of a support vector machine: a similarity of two rows.
 *
 * @param type LINEAR, POLY, RBF or SIGMOID
 */
record SvmKernel(String type, double gamma, double coefficient, double degree) {
  /** The attributes that support vector machines share. */
  static Signature attributes(Signature signature) {
    return signature
        .with("coefficients", AttributeKind.FLOATS)
        .with("kernel_params", AttributeKind.FLOATS)
        .with("kernel_type", AttributeKind.STRING)
        .with("post_transform", AttributeKind.STRING)
        .with("rho", AttributeKind.FLOATS)
        .with("support_vectors", AttributeKind.FLOATS);
  }

  static SvmKernel of(NodeContext context) throws OperatorException {
    String type = context.attributes().stringValue("kernel_type", "LINEAR");
    Args.require(
        switch (type) {
          case "LINEAR", "POLY", "RBF", "SIGMOID" -> true;
          default -> false;
        },
        "kernel_type is '" + type + "'");
    double[] numbers = LinearModel.numbers(context, "kernel_params");
    Args.require(
        numbers.length == 3 || numbers.length == 0,
        "kernel_params has " + numbers.length + " numbers");
    return numbers.length == 0
        ? new SvmKernel(type, 0, 0, 0)
        : new SvmKernel(type, numbers[0], numbers[1], numbers[2]);
  }

  /** The similarity of a row of the data and a row that begins in an array. */
  double of(FloatTensor data, int row, double[] vectors, int at) {
    int features = data.shape().dim(data.shape().rank() - 1);
    double dot = 0;
    double distance = 0;
    for (int i = 0; i < features; i++) {
      double x = data.get(row * features + i);
      double v = vectors[at + i];
      dot += x * v;
      distance += (x - v) * (x - v);
    }
    return switch (type) {
      case "RBF" -> Math.exp(-gamma * distance);
      case "POLY" -> Math.pow(gamma * dot + coefficient, degree);
      case "SIGMOID" -> Math.tanh(gamma * dot + coefficient);
      default -> dot;
    };
  }

  /**
   * Adds nodes that compute the similarities of rows to vectors, {@code [rows, vectors]}.
   *
   * @param vectors row by row
   */
  String expand(Replacement graph, String rows, double[] vectors, int features) {
    int count = vectors.length / features;
    double[] offsets = new double[count];
    return switch (type) {
      case "RBF" -> radial(graph, rows, vectors, features);
      case "POLY" -> {
        Arrays.fill(offsets, coefficient);
        String dot = ScoreNodes.linear(graph, rows, gamma, vectors, offsets);
        yield graph.add("Pow", dot, graph.constant(degree));
      }
      case "SIGMOID" -> {
        Arrays.fill(offsets, coefficient);
        yield graph.add("Tanh", ScoreNodes.linear(graph, rows, gamma, vectors, offsets));
      }
      default -> ScoreNodes.linear(graph, rows, 1, vectors, offsets);
    };
  }

  /** {@code -gamma |x - v|^2} as {@code (2 gamma x v - gamma |v|^2) - gamma |x|^2}. */
  private String radial(Replacement graph, String rows, double[] vectors, int features) {
    double[] offsets = new double[vectors.length / features];
    for (int i = 0; i < vectors.length; i++) {
      offsets[i / features] -= gamma * vectors[i] * vectors[i];
    }
    String near = ScoreNodes.linear(graph, rows, 2 * gamma, vectors, offsets);
    double[] gammas = new double[features];
    Arrays.fill(gammas, -gamma);
    String squares = graph.add("Mul", rows, rows);
    String length = ScoreNodes.linear(graph, squares, 1, gammas, new double[1]);
    return graph.add("Exp", graph.add("Add", near, length));
  }
}
