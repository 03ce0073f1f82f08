package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;

/** The weights of one direction of a recurrent layer; rows are gate by gate. */
final class RecurrentWeights {
  private final NodeInputs inputs;
  private final int direction;
  private final int rows;
  private final int input;
  private final int hidden;

  RecurrentWeights(NodeInputs inputs, int direction) {
    this.inputs = inputs;
    this.direction = direction;
    this.rows = inputs.get(1).shape().dim(1);
    this.input = inputs.get(1).shape().dim(2);
    this.hidden = inputs.get(2).shape().dim(2);
  }

  /** A row's product with the input of a step, with bias. */
  double input(int row, double[] data, int at) {
    double sum = bias(row);
    double[] weights = inputs.get(1).data();
    int base = (direction * rows + row) * input;
    for (int i = 0; i < input; i++) {
      sum += weights[base + i] * data[at + i];
    }
    return sum;
  }

  /** A row's product with a state, with bias. */
  double recurrent(int row, double[] state) {
    double sum = bias(rows + row);
    double[] weights = inputs.get(2).data();
    int base = (direction * rows + row) * hidden;
    for (int i = 0; i < hidden; i++) {
      sum += weights[base + i] * state[i];
    }
    return sum;
  }

  private double bias(int row) {
    FloatTensor bias = inputs.find(3).orElse(null);
    return bias == null ? 0 : bias.get(direction * 2 * rows + row);
  }
}
