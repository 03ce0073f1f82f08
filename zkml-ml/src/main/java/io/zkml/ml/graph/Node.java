package io.zkml.ml.graph;

import java.util.List;

/**
 * One application of an operator.
 *
 * @param name the node's name, unique in its graph
 * @param operator the operator's name
 * @param domain the operator's domain; empty for {@code ai.onnx}
 * @param opset version of the domain's operator set that the model uses
 * @param inputs names of the input values; an empty name is an optional input left out; empty names
 *     at the end are dropped
 * @param outputs names of the output values; an empty name is an optional output left out; empty
 *     names at the end are dropped
 * @param attributes the attributes
 */
public record Node(
    String name,
    String operator,
    String domain,
    int opset,
    List<String> inputs,
    List<String> outputs,
    Attributes attributes) {
  public Node {
    inputs = trimmed(inputs);
    outputs = trimmed(outputs);
  }

  private static List<String> trimmed(List<String> names) {
    int count = names.size();
    while (count > 0 && names.get(count - 1).isEmpty()) {
      count--;
    }
    return List.copyOf(names.subList(0, count));
  }

  /** Name of an input, empty where it is left out. */
  public String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /** Name of an output, empty where it is left out. */
  public String output(int index) {
    return index < outputs.size() ? outputs.get(index) : "";
  }

  /** True if this is an operator of {@code ai.onnx} with the given name. */
  public boolean is(String operatorName) {
    return domain.isEmpty() && operator.equals(operatorName);
  }

  /** This node with other inputs. */
  public Node withInputs(List<String> newInputs) {
    return new Node(name, operator, domain, opset, newInputs, outputs, attributes);
  }

  /** This node with other outputs. */
  public Node withOutputs(List<String> newOutputs) {
    return new Node(name, operator, domain, opset, inputs, newOutputs, attributes);
  }

  /** This node with other attributes. */
  public Node withAttributes(Attributes newAttributes) {
    return new Node(name, operator, domain, opset, inputs, outputs, newAttributes);
  }
}
