package io.zkml.ml.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes protobuf fields by hand, well-formed or not. */
public final class ProtoWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An empty message. */
  public ProtoWriter() {}

  /** A field of wire type 0. */
  public ProtoWriter varint(int field, long value) {
    tag(field, 0);
    rawVarint(value);
    return this;
  }

  /** A field of wire type 5. */
  public ProtoWriter fixed(int field, float value) {
    tag(field, 5);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(bits >>> shift);
    }
    return this;
  }

  /** A field of wire type 2. */
  public ProtoWriter bytes(int field, byte... value) {
    tag(field, 2);
    rawVarint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** A string. */
  public ProtoWriter string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Integers in packed form. */
  public ProtoWriter packed(int field, long... values) {
    ProtoWriter packed = new ProtoWriter();
    for (long value : values) {
      packed.rawVarint(value);
    }
    return bytes(field, packed.toBytes());
  }

  /** A nested message. */
  public ProtoWriter message(int field, Consumer<ProtoWriter> content) {
    ProtoWriter nested = new ProtoWriter();
    content.accept(nested);
    return bytes(field, nested.toBytes());
  }

  /** The tag of a length-delimited field and a length, with nothing behind it. */
  public ProtoWriter announced(int field, long length) {
    tag(field, 2);
    rawVarint(length);
    return this;
  }

  /** The bytes so far. */
  public byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int wireType) {
    rawVarint((long) field << 3 | wireType);
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
