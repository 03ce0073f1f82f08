package io.zkml.ml.quant;

import java.util.List;

/**
 * A model as an exact integer program: its meaning is what {@code IntegerInterpreter} computes.
 *
 * @param values all values
 * @param ops operations in order; each defines one value
 * @param inputs indices of the inputs, in the model's order
 * @param outputs indices of the outputs, in the model's order
 */
public record QuantizedGraph(
    List<QuantValue> values, List<QuantOp> ops, List<Integer> inputs, List<Integer> outputs) {

  /**
   * Copies the lists; checks that every operation reads what is defined and that shapes fit.
   *
   * @throws IllegalArgumentException naming the value and the rule that is broken
   */
  public QuantizedGraph {
    values = List.copyOf(values);
    ops = List.copyOf(ops);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    GraphRules.check(values, ops, inputs, outputs);
  }

  /** A graph with one input and one output. */
  public QuantizedGraph(List<QuantValue> values, List<QuantOp> ops, int input, int output) {
    this(values, ops, List.of(input), List.of(output));
  }

  /** The inputs. */
  public List<QuantValue> inputValues() {
    return inputs.stream().map(values::get).toList();
  }

  /** The outputs. */
  public List<QuantValue> outputValues() {
    return outputs.stream().map(values::get).toList();
  }

  /** Number of constants: weights and biases. */
  public long parameters() {
    return ops.stream().mapToLong(QuantOp::parameters).sum();
  }
}
