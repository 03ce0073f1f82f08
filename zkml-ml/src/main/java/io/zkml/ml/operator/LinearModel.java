package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import java.util.List;

/**
 * Products of rows with the attribute {@code coefficients} {@code [outputs, features]}, plus the
 * attribute {@code intercepts}.
 */
record LinearModel(double[] coefficients, double[] intercepts, int features, int outputs) {
  static LinearModel of(NodeContext context, int outputs) throws OperatorException {
    double[] coefficients = numbers(context, "coefficients");
    double[] intercepts = numbers(context, "intercepts");
    int features = Table.features(context);
    Args.require(
        coefficients.length == (long) outputs * features
            && (intercepts.length == 0 || intercepts.length == outputs),
        "%d coefficients and %d intercepts for %d features and %d outputs"
            .formatted(coefficients.length, intercepts.length, features, outputs));
    return new LinearModel(coefficients, intercepts, features, outputs);
  }

  static double[] numbers(NodeContext context, String name) {
    List<Double> none = List.of();
    return context.attributes().floats(name).orElse(none).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The outputs of a row. */
  double[] row(FloatTensor data, int row) {
    double[] out = new double[outputs];
    for (int o = 0; o < out.length; o++) {
      out[o] = intercepts.length == 0 ? 0 : intercepts[o];
      for (int i = 0; i < features; i++) {
        out[o] += coefficients[o * features + i] * data.get(row * features + i);
      }
    }
    return out;
  }

  /** The negated output before the only one. */
  LinearModel pair() {
    return new LinearModel(mirrored(coefficients), mirrored(intercepts), features, 2);
  }

  private static double[] mirrored(double[] numbers) {
    double[] both = new double[2 * numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      both[i] = -numbers[i];
      both[numbers.length + i] = numbers[i];
    }
    return both;
  }

  /** Adds a node that computes the outputs of rows. */
  String expand(Replacement graph, String rows) {
    double[] offsets = intercepts.length == 0 ? new double[outputs] : intercepts;
    return ScoreNodes.linear(graph, rows, 1, coefficients, offsets);
  }
}
