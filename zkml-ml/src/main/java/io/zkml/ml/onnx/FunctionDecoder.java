package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes {@code FunctionProto}. */
final class FunctionDecoder implements ProtoCursor.FieldReader {
  private static final int NAME = 1;
  private static final int INPUT = 4;
  private static final int OUTPUT = 5;
  private static final int NODE = 7;
  private static final int OPSET_IMPORT = 9;
  private static final int DOMAIN = 10;
  private static final int DEFAULT = 11;
  private static final int OVERLOAD = 13;

  private final ExternalData external;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<AttributeProto> defaults = new ArrayList<>();
  private final List<OperatorSetId> opsets = new ArrayList<>();
  private final List<NodeProto> nodes = new ArrayList<>();
  private String name = "";
  private String domain = "";
  private String overload = "";

  private FunctionDecoder(ExternalData external) {
    this.external = external;
  }

  static FunctionProto read(String label, ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().item(in);
    FunctionDecoder decoder = new FunctionDecoder(external);
    in.message(label, decoder);
    return new FunctionProto(
        decoder.domain,
        decoder.name,
        decoder.overload,
        decoder.inputs,
        decoder.outputs,
        decoder.defaults,
        decoder.opsets,
        decoder.nodes);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case NAME -> {
        name = in.name();
        in.named(name);
      }
      case INPUT -> NodeDecoder.addName(inputs, in);
      case OUTPUT -> NodeDecoder.addName(outputs, in);
      case NODE -> nodes.add(NodeDecoder.read("node[" + nodes.size() + "]", in, external));
      case OPSET_IMPORT -> opsets.add(OpsetDecoder.opset(opsets.size(), in));
      case DOMAIN -> domain = in.name();
      case DEFAULT ->
          defaults.add(
              AttributeDecoder.read("attribute_proto[" + defaults.size() + "]", in, external));
      case OVERLOAD -> overload = in.name();
      default -> {
        return false;
      }
    }
    return true;
  }
}
