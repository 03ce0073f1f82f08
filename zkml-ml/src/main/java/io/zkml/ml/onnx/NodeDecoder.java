package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes {@code NodeProto}. */
final class NodeDecoder implements ProtoCursor.FieldReader {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OP_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int OVERLOAD = 8;

  private final ExternalData external;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<AttributeProto> attributes = new ArrayList<>();
  private String name = "";
  private String operator = "";
  private String domain = "";
  private String overload = "";

  private NodeDecoder(ExternalData external) {
    this.external = external;
  }

  static NodeProto read(String label, ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().node(in);
    NodeDecoder decoder = new NodeDecoder(external);
    in.message(label, decoder);
    return new NodeProto(
        decoder.name,
        decoder.operator,
        decoder.domain,
        decoder.overload,
        decoder.inputs,
        decoder.outputs,
        decoder.attributes);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case INPUT -> addName(inputs, in);
      case OUTPUT -> addName(outputs, in);
      case NAME -> {
        name = in.name();
        in.named(name);
      }
      case OP_TYPE -> operator = in.name();
      case ATTRIBUTE ->
          attributes.add(
              AttributeDecoder.read("attribute[" + attributes.size() + "]", in, external));
      case DOMAIN -> domain = in.name();
      case OVERLOAD -> overload = in.name();
      default -> {
        return false;
      }
    }
    return true;
  }

  static void addName(List<String> names, ProtoCursor in) throws IOException, OnnxFormatException {
    in.budget().item(in);
    names.add(in.name());
  }
}
