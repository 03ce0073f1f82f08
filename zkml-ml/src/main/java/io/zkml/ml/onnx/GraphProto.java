package io.zkml.ml.onnx;

import java.util.List;

/**
 * A graph as the file has it.
 *
 * @param name the graph's name, may be empty
 * @param nodes nodes in file order
 * @param initializers named constant tensors
 * @param sparseInitializers number of sparse initialisers; their content isn't read
 * @param inputs declared inputs
 * @param outputs declared outputs
 */
public record GraphProto(
    String name,
    List<NodeProto> nodes,
    List<TensorProto> initializers,
    int sparseInitializers,
    List<ValueInfoProto> inputs,
    List<ValueInfoProto> outputs) {
  public GraphProto {
    nodes = List.copyOf(nodes);
    initializers = List.copyOf(initializers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
