package io.zkml.ml.onnx;

import java.util.List;

/**
 * A node as the file has it.
 *
 * @param name the node's name, may be empty
 * @param operator the operator's name
 * @param domain the operator's domain; empty means {@code ai.onnx}
 * @param overload which overload of a model's own function is called, normally empty
 * @param inputs names of the input values; an empty name is an optional input left out
 * @param outputs names of the output values; an empty name is an optional output left out
 * @param attributes the attributes
 */
public record NodeProto(
    String name,
    String operator,
    String domain,
    String overload,
    List<String> inputs,
    List<String> outputs,
    List<AttributeProto> attributes) {
  public NodeProto {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
  }
}
