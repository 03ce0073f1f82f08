package io.zkml.core.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Collects bytes; numbers are big-endian. */
final class ByteWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ByteWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  ByteWriter u8(int v) {
    out.write(v);
    return this;
  }

  ByteWriter u16(int v) {
    out.write(v >>> 8);
    out.write(v);
    return this;
  }

  ByteWriter i32(int v) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(v).array());
  }

  ByteWriter i64(long v) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(v).array());
  }

  ByteWriter string(String s) {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    return i32(utf8.length).bytes(utf8);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
