package io.zkml.ml.quant;

import java.util.List;

/**
 * A model as an exact integer program: its meaning is what {@code IntegerInterpreter} computes.
 *
 * @param values all values
 * @param ops operations in order; each defines one value
 * @param input index of the input
 * @param output index of the output
 */
public record QuantizedGraph(List<QuantValue> values, List<QuantOp> ops, int input, int output) {

  /**
   * Copies the lists; checks that every operation reads what is defined and that shapes fit.
   *
   * @throws IllegalArgumentException naming the value and the rule that is broken
   */
  public QuantizedGraph {
    values = List.copyOf(values);
    ops = List.copyOf(ops);
    GraphRules.check(values, ops, input, output);
  }

  /** The input. */
  public QuantValue inputValue() {
    return values.get(input);
  }

  /** The output. */
  public QuantValue outputValue() {
    return values.get(output);
  }

  /** Number of constants: weights and biases. */
  public long parameters() {
    long n = 0;
    for (QuantOp op : ops) {
      n +=
          switch (op) {
            case QuantConv c -> c.weights().data().length + c.bias().data().length;
            case QuantMatrix m -> m.weights().data().length + m.bias().data().length;
            case QuantSum s -> s.bias().data().length;
            case QuantAverage a -> 0;
            case QuantMax m -> 0;
          };
    }
    return n;
  }
}
