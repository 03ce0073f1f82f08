package io.zkml.core.pcs;

import io.zkml.core.field.Ext3;
import java.nio.ByteBuffer;
import java.util.List;

/** Injective byte forms of what this package absorbs. */
final class ByteForms {

  private ByteForms() {}

  /** log height and number of blocks in 4 bytes each, then one byte a block. */
  static byte[] layout(StackedLayout layout) {
    ByteBuffer out = ByteBuffer.allocate(2 * Integer.BYTES + layout.blockLogs().size());
    out.putInt(layout.logHeight()).putInt(layout.blockLogs().size());
    for (int log : layout.blockLogs()) {
      out.put((byte) log);
    }
    return out.array();
  }

  /** Three coordinates of 8 bytes an element. */
  static byte[] elements(List<Ext3> elements) {
    ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(elements.size(), 3 * Long.BYTES));
    for (Ext3 e : elements) {
      out.putLong(e.c0()).putLong(e.c1()).putLong(e.c2());
    }
    return out.array();
  }
}
