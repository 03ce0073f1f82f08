package io.zkml.ml.onnx;

import java.util.List;

/**
 * A function that a model defines itself: nodes that stand for a call of it.
 *
 * @param domain the function's domain
 * @param name the function's name, which calls have as their operator
 * @param overload which of several functions of one name it is, normally empty
 * @param inputs names of the values that a call gives, in their order
 * @param outputs names of the values that a call takes, in their order
 * @param defaults attributes that a call may leave out, with their values then
 * @param opsetImports operator sets of the nodes, one a domain
 * @param nodes nodes in file order
 */
public record FunctionProto(
    String domain,
    String name,
    String overload,
    List<String> inputs,
    List<String> outputs,
    List<AttributeProto> defaults,
    List<OperatorSetId> opsetImports,
    List<NodeProto> nodes) {
  public FunctionProto {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    defaults = List.copyOf(defaults);
    opsetImports = List.copyOf(opsetImports);
    nodes = List.copyOf(nodes);
  }
}
