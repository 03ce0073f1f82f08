package io.zkml.ml.onnx;

import java.io.IOException;

/** Decodes {@code OperatorSetIdProto}. */
final class OpsetDecoder implements ProtoCursor.FieldReader {
  private static final int DOMAIN = 1;
  private static final int VERSION = 2;

  private String domain = "";
  private long version;

  private OpsetDecoder() {}

  static OperatorSetId opset(int index, ProtoCursor in) throws IOException, OnnxFormatException {
    in.budget().item(in);
    OpsetDecoder decoder = new OpsetDecoder();
    in.message("opset_import[" + index + "]", decoder);
    return new OperatorSetId(decoder.domain, decoder.version);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case DOMAIN -> domain = in.name();
      case VERSION -> version = in.varint();
      default -> {
        return false;
      }
    }
    return true;
  }
}
