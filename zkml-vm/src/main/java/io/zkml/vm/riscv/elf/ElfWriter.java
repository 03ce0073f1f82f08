package io.zkml.vm.riscv.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes executables that {@link ElfReader} and Linux's loader accept: one text, one writable
 * segment for data, one symbol table of functions.
 */
public final class ElfWriter {

  private static final int PAGE = 4096;
  private static final int SECTIONS = 3;

  private final int textAddress;
  private final byte[] text;
  private final int dataAddress;
  private final byte[] data;
  private final List<Symbol> symbols;

  /** A file in the making. Addresses are multiples of 4096. */
  public ElfWriter(
      int textAddress, byte[] text, int dataAddress, byte[] data, List<Symbol> symbols) {
    this.textAddress = textAddress;
    this.text = text.clone();
    this.dataAddress = dataAddress;
    this.data = data.clone();
    this.symbols = List.copyOf(symbols);
  }

  /** The file's bytes. */
  public byte[] write(int entry) {
    byte[] names = names();
    int dataOffset = PAGE + roundUp(text.length, PAGE);
    int symbolOffset = dataOffset + roundUp(data.length, 4);
    int nameOffset = symbolOffset + 16 * (symbols.size() + 1);
    int sectionOffset = nameOffset + roundUp(names.length, 4);
    ByteBuffer out =
        ByteBuffer.allocate(sectionOffset + 40 * SECTIONS).order(ByteOrder.LITTLE_ENDIAN);
    header(out, entry, sectionOffset);
    segment(out, PAGE, textAddress, text.length, 5);
    segment(out, dataOffset, dataAddress, data.length, 6);
    out.position(PAGE).put(text).position(dataOffset).put(data).position(symbolOffset);
    symbols(out);
    out.put(names).position(sectionOffset + 40);
    section(out, 2, symbolOffset, 16 * (symbols.size() + 1), 16);
    section(out, 3, nameOffset, names.length, 0);
    return out.array();
  }

  private static void header(ByteBuffer out, int entry, int sectionOffset) {
    out.putInt(0x464c457f).put((byte) 1).put((byte) 1).put((byte) 1).position(16);
    out.putShort((short) 2).putShort((short) 243).putInt(1).putInt(entry);
    out.putInt(52).putInt(sectionOffset).putInt(0);
    out.putShort((short) 52).putShort((short) 32).putShort((short) 2);
    out.putShort((short) 40).putShort((short) SECTIONS).putShort((short) 2);
  }

  private static void segment(ByteBuffer out, int offset, int address, int size, int flags) {
    out.putInt(1).putInt(offset).putInt(address).putInt(address);
    out.putInt(size).putInt(size).putInt(flags).putInt(PAGE);
  }

  private void symbols(ByteBuffer out) {
    out.position(out.position() + 16);
    int name = 1;
    for (Symbol symbol : symbols) {
      out.putInt(name).putInt(symbol.address()).putInt(symbol.size());
      // A global function in an absolute section.
      out.put((byte) 0x12).put((byte) 0).putShort((short) 0xfff1);
      name += symbol.name().length() + 1;
    }
  }

  private byte[] names() {
    StringBuilder names = new StringBuilder("\0");
    symbols.forEach(symbol -> names.append(symbol.name()).append('\0'));
    return names.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Both sections' link and info: the strings are section 2, no symbol is local. */
  private static void section(ByteBuffer out, int type, int offset, int size, int entrySize) {
    out.putInt(0).putInt(type).putInt(0).putInt(0).putInt(offset).putInt(size);
    out.putInt(type == 2 ? 2 : 0).putInt(type == 2 ? 1 : 0).putInt(4).putInt(entrySize);
  }

  private static int roundUp(int size, int unit) {
    return (size + unit - 1) / unit * unit;
  }
}
