package io.zkml.ml.onnx;

import java.util.List;

/**
 * A model: its graph and the operator sets that it uses.
 *
 * @param irVersion version of the file format
 * @param producerName the program that wrote the file, may be empty
 * @param opsetImports operator sets, one a domain
 * @param functions functions that the model defines itself
 * @param graph the outermost graph
 */
public record ModelProto(
    long irVersion,
    String producerName,
    List<OperatorSetId> opsetImports,
    List<FunctionProto> functions,
    GraphProto graph) {
  public ModelProto {
    opsetImports = List.copyOf(opsetImports);
    functions = List.copyOf(functions);
  }
}
