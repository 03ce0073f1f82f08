package io.zkml.vm.riscv.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the functions of the symbol table, if there is one. */
final class SymbolReader {

  private static final int SECTION_BYTES = 40;
  private static final int SYMBOL_BYTES = 16;
  private static final int MAX_SYMBOLS = 1 << 17;
  private static final int MAX_NAME = 256;
  private static final int SYMBOL_TABLE = 2;
  private static final int FUNCTION = 2;

  private final ElfBytes file;
  private final Segment text;

  SymbolReader(ElfBytes file, Segment text) {
    this.file = file;
    this.text = text;
  }

  List<Symbol> symbols() throws ElfFormatException {
    long table = file.u32(32, "ELF header");
    int count = file.u16(48, "ELF header");
    if (table == 0 || count == 0) {
      return List.of();
    }
    if (file.u16(46, "ELF header") != SECTION_BYTES) {
      throw new ElfFormatException("section headers of another size than " + SECTION_BYTES);
    }
    file.range(table, (long) count * SECTION_BYTES, "section header table");
    for (int i = 0; i < count; i++) {
      long header = table + (long) i * SECTION_BYTES;
      if (file.i32(header + 4, "section header") == SYMBOL_TABLE) {
        long strings = file.u32(header + 24, "section header");
        if (strings >= count) {
          throw new ElfFormatException("the symbol table has no string table");
        }
        return symbols(header, table + strings * SECTION_BYTES);
      }
    }
    return List.of();
  }

  private List<Symbol> symbols(long header, long stringHeader) throws ElfFormatException {
    long offset = file.u32(header + 16, "symbol table");
    long bytes = file.u32(header + 20, "symbol table");
    long names = file.u32(stringHeader + 16, "string table");
    long nameBytes = file.u32(stringHeader + 20, "string table");
    file.range(offset, bytes, "symbol table");
    file.range(names, nameBytes, "string table");
    if (bytes / SYMBOL_BYTES > MAX_SYMBOLS) {
      throw new ElfFormatException("more than " + MAX_SYMBOLS + " symbols; strip the file");
    }
    List<Symbol> symbols = new ArrayList<>();
    for (long at = offset; at + SYMBOL_BYTES <= offset + bytes; at += SYMBOL_BYTES) {
      long address = file.u32(at + 4, "symbol");
      boolean function = (file.u8(at + 12, "symbol") & 15) == FUNCTION;
      if (function && address >= text.address() && address < text.end()) {
        String name = name(names, nameBytes, file.u32(at, "symbol"));
        symbols.add(new Symbol(name, (int) address, file.i32(at + 8, "symbol")));
      }
    }
    symbols.sort(Comparator.comparing(Symbol::address, Integer::compareUnsigned));
    return symbols;
  }

  private String name(long names, long nameBytes, long start) throws ElfFormatException {
    StringBuilder name = new StringBuilder();
    for (long i = start; i < nameBytes && name.length() < MAX_NAME; i++) {
      int c = file.u8(names + i, "string table");
      if (c == 0) {
        return name.toString();
      }
      name.append(c >= 0x20 && c < 0x7f ? (char) c : '?');
    }
    throw new ElfFormatException("the name of a function does not end");
  }
}
