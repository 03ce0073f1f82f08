package io.zkml.ml.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes {@code AttributeProto}. */
final class AttributeDecoder implements ProtoCursor.FieldReader {
  private static final int NAME = 1;
  private static final int F = 2;
  private static final int I = 3;
  private static final int S = 4;
  private static final int T = 5;
  private static final int G = 6;
  private static final int FLOATS = 7;
  private static final int INTS = 8;
  private static final int STRINGS = 9;
  private static final int GRAPHS = 11;
  private static final int TYPE = 20;
  private static final int REF_ATTR_NAME = 21;

  private final ExternalData external;
  private final NumberList.Longs ints = new NumberList.Longs();
  private final NumberList.Doubles floats = new NumberList.Doubles();
  private final List<String> strings = new ArrayList<>();
  private final List<GraphProto> graphs = new ArrayList<>();
  private String name = "";
  private String reference = "";
  private AttributeKind kind = AttributeKind.UNDEFINED;
  private long intValue;
  private float floatValue;
  private String stringValue = "";
  private Optional<TensorProto> tensor = Optional.empty();

  private AttributeDecoder(ExternalData external) {
    this.external = external;
  }

  static AttributeProto read(String label, ProtoCursor in, ExternalData external)
      throws IOException, OnnxFormatException {
    in.budget().item(in);
    AttributeDecoder decoder = new AttributeDecoder(external);
    in.message(label, decoder);
    return decoder.result();
  }

  @Override
  public void end(ProtoCursor in) throws OnnxFormatException {
    if (kind == AttributeKind.UNDEFINED) {
      throw in.error("an attribute without a type");
    }
    if (kind == AttributeKind.TENSOR && tensor.isEmpty() && reference.isEmpty()) {
      throw in.error("a tensor attribute without a tensor");
    }
  }

  private AttributeProto result() {
    List<Float> boxed = new ArrayList<>(floats.size());
    for (int i = 0; i < floats.size(); i++) {
      boxed.add((float) floats.get(i));
    }
    return new AttributeProto(
        name,
        reference,
        kind,
        intValue,
        floatValue,
        stringValue,
        ints.toList(),
        boxed,
        strings,
        tensor,
        graphs);
  }

  @Override
  public boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    ReadBudget budget = in.budget();
    switch (field) {
      case NAME -> {
        name = in.name();
        in.named(name);
      }
      case F -> floatValue = in.fixedFloat();
      case I -> intValue = in.varint();
      case S -> stringValue = in.text();
      case FLOATS -> in.floats(floats, budget::item);
      case INTS -> in.varints(ints, budget::item);
      case STRINGS -> {
        budget.item(in);
        strings.add(in.text());
      }
      case TYPE -> kind = kind(in);
      case REF_ATTR_NAME -> reference = in.name();
      default -> {
        return readNested(field, in);
      }
    }
    return true;
  }

  private boolean readNested(int field, ProtoCursor in) throws IOException, OnnxFormatException {
    switch (field) {
      case T -> tensor = Optional.of(TensorDecoder.read("t", in, external));
      case G -> graphs.add(GraphDecoder.read("g", in, external));
      case GRAPHS -> graphs.add(GraphDecoder.read("graphs[" + graphs.size() + "]", in, external));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static AttributeKind kind(ProtoCursor in) throws IOException, OnnxFormatException {
    int code = in.smallVarint();
    return AttributeKind.ofCode(code)
        .orElseThrow(() -> in.error("the unknown attribute type " + code));
  }
}
