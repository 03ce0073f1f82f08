package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;

/** Functions of one feature with numbers that belong to its column, or to all. */
final class FeatureMap {
  private FeatureMap() {}

  /** A function of an element and its column. */
  interface Function {
    double apply(double element, int column);
  }

  /** Checks that there is one number, or one for each feature. */
  static double[] checked(NodeContext context, double[] numbers, String what)
      throws OperatorException {
    int features = Table.features(context);
    Args.require(
        numbers.length == 1 || numbers.length == features,
        what + " has " + numbers.length + " numbers for " + features + " features");
    return numbers;
  }

  /** The number of a column. */
  static double of(double[] numbers, int column) {
    return numbers[numbers.length == 1 ? 0 : column];
  }

  static FloatTensor apply(FloatTensor table, Function function) {
    int features = table.shape().dim(table.shape().rank() - 1);
    double[] out = new double[table.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = function.apply(table.get(i), i % features);
    }
    return FloatTensor.of(table.shape(), out);
  }
}
