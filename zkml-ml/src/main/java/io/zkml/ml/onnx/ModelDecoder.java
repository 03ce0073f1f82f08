package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes {@code ModelProto}. */
final class ModelDecoder implements ProtoCursor.FieldReader {
  private static final int IR_VERSION = 1;
  private static final int PRODUCER_NAME = 2;
  private static final int GRAPH = 7;
  private static final int OPSET_IMPORT = 8;
  private static final int FUNCTIONS = 25;

  private final ExternalData external;
  private final List<OperatorSetId> opsets = new ArrayList<>();
  private final List<FunctionProto> functions = new ArrayList<>();
  private long irVersion;
  private String producer = "";
  private @Nullable GraphProto graph;

  private ModelDecoder(ExternalData external) {
    this.external = external;
  }

  static ModelProto read(ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    ModelDecoder decoder = new ModelDecoder(external);
    in.fields(decoder);
    GraphProto graph = decoder.graph;
    if (graph == null) {
      throw in.error("no graph: this is not an ONNX model");
    }
    return new ModelProto(
        decoder.irVersion, decoder.producer, decoder.opsets, decoder.functions, graph);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case IR_VERSION -> irVersion = in.varint();
      case PRODUCER_NAME -> producer = in.name();
      case GRAPH -> {
        if (graph != null) {
          throw in.error("a second graph");
        }
        graph = GraphDecoder.read("graph", in, external);
      }
      case OPSET_IMPORT -> opsets.add(OpsetDecoder.opset(opsets.size(), in));
      case FUNCTIONS ->
          functions.add(FunctionDecoder.read("functions[" + functions.size() + "]", in, external));
      default -> {
        return false;
      }
    }
    return true;
  }
}
