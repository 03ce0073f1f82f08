package io.zkml.ml.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Reads protobuf fields from bytes in memory and knows where in the model it is. A length beyond
 * the enclosing message is refused before anything of that length is allocated.
 */
final class ProtoCursor {
  private static final int SHOWN_NAME_CHARS = 80;

  /** Reads one field of a message. */
  interface FieldReader {
    /** Reads the field, or returns false for a field that it doesn't know. */
    boolean read(int field, ProtoCursor in) throws IOException, OnnxFormatException;

    /** Called after the last field, while errors still name the message. */
    default void end(ProtoCursor in) throws IOException, OnnxFormatException {}
  }

  private final CodedInputStream in;
  private final ReadBudget budget;
  private final Deque<String> path = new ArrayDeque<>();
  private int wireType;

  ProtoCursor(byte[] bytes, ReadBudget budget) throws IOException {
    this.in = CodedInputStream.newInstance(bytes);
    this.budget = budget;
    in.enableAliasing(true);
    in.pushLimit(bytes.length);
  }

  ReadBudget budget() {
    return budget;
  }

  /** Reads fields up to the end of the current message. */
  void fields(FieldReader reader) throws IOException, OnnxFormatException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      wireType = WireFormat.getTagWireType(tag);
      int field = WireFormat.getTagFieldNumber(tag);
      if (wireType == WireFormat.WIRETYPE_END_GROUP) {
        throw error("the end of a group that was not begun");
      }
      if (!reader.read(field, this)) {
        in.skipField(tag);
      }
    }
    reader.end(this);
  }

  /** Reads a message that is the current field's value; {@code label} names it in errors. */
  void message(String label, FieldReader reader) throws IOException, OnnxFormatException {
    path.addLast(label);
    int outer = in.pushLimit(length());
    fields(reader);
    in.popLimit(outer);
    path.removeLast();
  }

  /** Adds a name to the label of the current message. */
  void named(String name) {
    if (!name.isEmpty() && !path.isEmpty()) {
      path.addLast(path.removeLast() + " '" + shown(name) + "'");
    }
  }

  long varint() throws IOException, OnnxFormatException {
    expect(WireFormat.WIRETYPE_VARINT);
    return in.readRawVarint64();
  }

  /** A varint that must fit an int, as enumerations and counts do. */
  int smallVarint() throws IOException, OnnxFormatException {
    long value = varint();
    if (value != (int) value) {
      throw error("the number " + value + " is out of range");
    }
    return (int) value;
  }

  float fixedFloat() throws IOException, OnnxFormatException {
    expect(WireFormat.WIRETYPE_FIXED32);
    return in.readFloat();
  }

  /** A name: UTF-8 of bounded length. */
  String name() throws IOException, OnnxFormatException {
    byte[] bytes = boundedBytes(budget.limits().maxNameBytes(), "a name");
    String name = new String(bytes, StandardCharsets.UTF_8);
    if (name.indexOf('\uFFFD') >= 0) {
      throw error("a name that is not UTF-8");
    }
    return name;
  }

  /** A string attribute of bounded length; bytes that aren't UTF-8 are replaced. */
  String text() throws IOException, OnnxFormatException {
    byte[] bytes = boundedBytes(budget.limits().maxStringBytes(), "a string");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Bytes as a view of the input, not a copy. */
  ByteBuffer bytes() throws IOException, OnnxFormatException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readByteBuffer();
  }

  /** Skips a length-delimited value that is only counted. */
  void skipBytes() throws IOException, OnnxFormatException {
    in.skipRawBytes(length());
  }

  private byte[] boundedBytes(int limit, String what) throws IOException, OnnxFormatException {
    int length = length();
    if (length > limit) {
      throw error(what + " of " + length + " bytes, over the limit of " + limit);
    }
    return in.readRawBytes(length);
  }

  /** Integers, packed or one by one. */
  void varints(NumberList.Longs out, Charge charge) throws IOException, OnnxFormatException {
    if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      charge.one(this);
      out.add(varint());
      return;
    }
    int outer = in.pushLimit(length());
    while (!in.isAtEnd()) {
      charge.one(this);
      out.add(in.readRawVarint64());
    }
    in.popLimit(outer);
  }

  /** Numbers of type float, packed or one by one. */
  void floats(NumberList.Doubles out, Charge charge) throws IOException, OnnxFormatException {
    if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      charge.one(this);
      out.add(fixedFloat());
      return;
    }
    for (int left = packedCount(Float.BYTES); left > 0; left--) {
      charge.one(this);
      out.add(in.readFloat());
    }
  }

  /** Numbers of type double, packed or one by one. */
  void doubles(NumberList.Doubles out, Charge charge) throws IOException, OnnxFormatException {
    if (wireType != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      expect(WireFormat.WIRETYPE_FIXED64);
      charge.one(this);
      out.add(in.readDouble());
      return;
    }
    for (int left = packedCount(Double.BYTES); left > 0; left--) {
      charge.one(this);
      out.add(in.readDouble());
    }
  }

  private int packedCount(int elementBytes) throws IOException, OnnxFormatException {
    int length = length();
    if (length % elementBytes != 0) {
      throw error(length + " bytes of packed numbers of " + elementBytes + " bytes each");
    }
    return length / elementBytes;
  }

  /** What is taken from the budget for each number of a list. */
  interface Charge {
    void one(ProtoCursor at) throws OnnxFormatException;
  }

  private int length() throws IOException, OnnxFormatException {
    expect(WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int length = in.readRawVarint32();
    int left = in.getBytesUntilLimit();
    if (length < 0 || length > left) {
      throw error("a length of " + Integer.toUnsignedString(length) + " with " + left + " left");
    }
    return length;
  }

  private void expect(int expected) throws OnnxFormatException {
    if (wireType != expected) {
      throw error("a field of wire type " + wireType + " where " + expected + " is due");
    }
  }

  OnnxFormatException error(String what) {
    return new OnnxFormatException(where(), what);
  }

  OnnxFormatException error(IOException cause) {
    return new OnnxFormatException(where(), String.valueOf(cause.getMessage()), cause);
  }

  private String where() {
    StringBuilder text = new StringBuilder();
    for (Iterator<String> it = path.iterator(); it.hasNext(); ) {
      text.append(it.next()).append(it.hasNext() ? "." : "");
    }
    return (text.isEmpty() ? "model" : text) + " at byte " + in.getTotalBytesRead();
  }

  /** A name as error messages show it: short and printable. */
  static String shown(String name) {
    String cut = name.length() > SHOWN_NAME_CHARS ? name.substring(0, SHOWN_NAME_CHARS) : name;
    return cut.replaceAll("\\p{Cntrl}", "?") + (cut.length() < name.length() ? "..." : "");
  }
}
