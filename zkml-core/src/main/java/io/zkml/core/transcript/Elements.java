package io.zkml.core.transcript;

import io.zkml.core.field.Ext3;
import java.nio.ByteBuffer;
import java.util.List;

/** The byte form of elements of E: c0, c1, c2, each 8 bytes big-endian. */
final class Elements {

  static final int EXT_BYTES = 3 * Long.BYTES;

  private Elements() {}

  static byte[] encode(List<Ext3> elements) {
    ByteBuffer out = ByteBuffer.allocate(elements.size() * EXT_BYTES);
    for (Ext3 e : elements) {
      out.putLong(e.c0()).putLong(e.c1()).putLong(e.c2());
    }
    return out.array();
  }

  static Ext3[] decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Ext3[] out = new Ext3[bytes.length / EXT_BYTES];
    for (int i = 0; i < out.length; i++) {
      out[i] = new Ext3(in.getLong(), in.getLong(), in.getLong());
    }
    return out;
  }
}
