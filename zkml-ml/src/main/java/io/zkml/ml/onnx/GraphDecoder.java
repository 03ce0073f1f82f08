package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes {@code GraphProto}. */
final class GraphDecoder implements ProtoCursor.FieldReader {
  private static final int NODE = 1;
  private static final int NAME = 2;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;
  private static final int SPARSE_INITIALIZER = 15;

  private final ExternalData external;
  private final List<NodeProto> nodes = new ArrayList<>();
  private final List<TensorProto> initializers = new ArrayList<>();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final List<ValueInfoProto> outputs = new ArrayList<>();
  private int sparseInitializers;
  private String name = "";

  private GraphDecoder(ExternalData external) {
    this.external = external;
  }

  static GraphProto read(String label, ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().enterGraph(in);
    GraphDecoder decoder = new GraphDecoder(external);
    in.message(label, decoder);
    in.budget().leaveGraph();
    return new GraphProto(
        decoder.name,
        decoder.nodes,
        decoder.initializers,
        decoder.sparseInitializers,
        decoder.inputs,
        decoder.outputs);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case NODE -> nodes.add(NodeDecoder.read("node[" + nodes.size() + "]", in, external));
      case NAME -> name = in.name();
      case INITIALIZER ->
          initializers.add(
              TensorDecoder.read("initializer[" + initializers.size() + "]", in, external));
      case INPUT -> inputs.add(TypeDecoder.valueInfo("input[" + inputs.size() + "]", in));
      case OUTPUT -> outputs.add(TypeDecoder.valueInfo("output[" + outputs.size() + "]", in));
      case SPARSE_INITIALIZER -> {
        in.budget().item(in);
        in.skipBytes();
        sparseInitializers++;
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
