package io.zkml.vm.riscv.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A little-endian file; every access outside it is an {@link ElfFormatException}. */
final class ElfBytes {

  private final ByteBuffer bytes;

  ElfBytes(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The offset as an int, if {@code length} bytes lie there. */
  int range(long offset, long length, String what) throws ElfFormatException {
    if (offset < 0 || length < 0 || offset > bytes.limit() - length) {
      throw new ElfFormatException(
          what + " at offset " + offset + " with " + length + " bytes lies outside the file");
    }
    return (int) offset;
  }

  int u8(long offset, String what) throws ElfFormatException {
    return bytes.get(range(offset, 1, what)) & 0xff;
  }

  int u16(long offset, String what) throws ElfFormatException {
    return bytes.getShort(range(offset, 2, what)) & 0xffff;
  }

  int i32(long offset, String what) throws ElfFormatException {
    return bytes.getInt(range(offset, 4, what));
  }

  long u32(long offset, String what) throws ElfFormatException {
    return i32(offset, what) & 0xffff_ffffL;
  }
}
