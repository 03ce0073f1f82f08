package io.zkml.vm.riscv.elf;

/** A loadable segment: file bytes [offset, offset + fileSize) at [address, address + size). */
record Segment(int number, long offset, long address, long fileSize, long size, int flags) {

  static final int HEADER_BYTES = 32;

  private static final int EXECUTE = 1;
  private static final int WRITE = 2;

  static Segment read(ElfBytes file, int number, long header) throws ElfFormatException {
    String what = "program header " + number;
    Segment segment =
        new Segment(
            number,
            file.u32(header + 4, what),
            file.u32(header + 8, what),
            file.u32(header + 16, what),
            file.u32(header + 20, what),
            file.i32(header + 24, what));
    segment.check(file);
    return segment;
  }

  private void check(ElfBytes file) throws ElfFormatException {
    if (fileSize > size) {
      throw new ElfFormatException(this + " has more bytes in the file than in memory");
    }
    file.range(offset, fileSize, toString());
    if (end() > 1L << 32) {
      throw new ElfFormatException(this + " passes the end of the address space");
    }
    if (executable() && writable()) {
      throw new ElfFormatException(
          this + " is both writable and executable; link with separate segments");
    }
  }

  boolean writable() {
    return (flags & WRITE) != 0;
  }

  boolean executable() {
    return (flags & EXECUTE) != 0;
  }

  long end() {
    return address + size;
  }

  @Override
  public String toString() {
    return "segment " + number + " at 0x" + Long.toHexString(address);
  }
}
