package io.zkml.vm.riscv.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Loads static 32-bit little-endian RISC-V executables. Loadable segments must not overlap, none
 * may be both writable and executable, exactly one is executable: the text. Other segments are
 * ignored, unless they say that the program is dynamically linked.
 */
public final class ElfReader {

  /** Largest file that is read. */
  public static final int MAX_FILE_BYTES = 1 << 26;

  private static final int HEADER_BYTES = 52;
  private static final int MAX_HEADERS = 64;
  private static final int RISCV = 243;
  private static final int LOAD = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;

  private final ElfBytes file;

  private ElfReader(byte[] bytes) {
    this.file = new ElfBytes(bytes);
  }

  /** The program of a file's bytes. */
  public static Program read(byte[] bytes) throws ElfFormatException {
    if (bytes.length > MAX_FILE_BYTES) {
      throw new ElfFormatException(
          "the file has " + bytes.length + " bytes, the limit is " + MAX_FILE_BYTES);
    }
    return new ElfReader(bytes).program();
  }

  private Program program() throws ElfFormatException {
    checkHeader();
    checkFlags(file.i32(36, "ELF header"));
    List<Segment> segments = segments();
    Segment text = text(segments);
    int textStart = (int) text.address();
    int textWords = (int) ((text.fileSize() + 3) >> 2);
    long entry = file.u32(24, "ELF header");
    if ((entry & 3) != 0 || entry < text.address() || entry >= text.address() + 4L * textWords) {
      throw new ElfFormatException(
          "the entry 0x" + Long.toHexString(entry) + " is not an aligned address in the text");
    }
    return new Program(
        (int) entry,
        textStart,
        textWords,
        (int) dataStart(segments),
        new ImageBuilder(file, segments).image(),
        new SymbolReader(file, text).symbols());
  }

  private void checkHeader() throws ElfFormatException {
    file.range(0, HEADER_BYTES, "ELF header");
    require(file.i32(0, "magic") == 0x464c457f, "no ELF file: wrong magic number");
    require(file.u8(4, "class") == 1, "not a 32-bit ELF file; build with -march=rv32im");
    require(file.u8(5, "byte order") == 1, "not a little-endian ELF file");
    require(file.u8(6, "version") == 1, "unknown ELF version");
    require(file.u16(16, "type") == 2, "not a static executable (ET_EXEC); link with -static");
    require(file.u16(18, "machine") == RISCV, "not a RISC-V program");
    require(
        file.u16(42, "program header size") == Segment.HEADER_BYTES,
        "program headers of another size than " + Segment.HEADER_BYTES);
  }

  private static void checkFlags(int flags) throws ElfFormatException {
    require((flags & 1) == 0, "compressed instructions are not supported; use -march=rv32im");
    require((flags & 6) == 0, "floating point is not supported; use -mabi=ilp32");
    require((flags & 8) == 0, "the RV32E base is not supported; use -march=rv32im");
  }

  private List<Segment> segments() throws ElfFormatException {
    long table = file.u32(28, "ELF header");
    int count = file.u16(44, "ELF header");
    require(count <= MAX_HEADERS, count + " program headers, the limit is " + MAX_HEADERS);
    file.range(table, (long) count * Segment.HEADER_BYTES, "program header table");
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long header = table + (long) i * Segment.HEADER_BYTES;
      int type = file.i32(header, "program header " + i);
      require(
          type != DYNAMIC && type != INTERPRETER, "dynamically linked program; link with -static");
      if (type == LOAD) {
        segments.add(Segment.read(file, i, header));
      }
    }
    segments.removeIf(segment -> segment.size() == 0);
    segments.sort(Comparator.comparingLong(Segment::address));
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      require(before.end() <= segments.get(i).address(), before + " overlaps " + segments.get(i));
    }
    return segments;
  }

  /** The end of all that may not be written: nothing that may be written lies before it. */
  private static long dataStart(List<Segment> segments) throws ElfFormatException {
    long start = 0;
    for (Segment segment : segments) {
      if (!segment.writable()) {
        start = Math.max(start, segment.end() + 3 & -4L);
      }
    }
    for (Segment segment : segments) {
      require(
          !segment.writable() || segment.address() >= start,
          segment + " is writable, but lies before text or constants end");
    }
    require(start <= 1L << 31, "text and constants must lie in the first 2 GiB");
    return start;
  }

  private static Segment text(List<Segment> segments) throws ElfFormatException {
    List<Segment> executable = segments.stream().filter(Segment::executable).toList();
    require(executable.size() == 1, executable.size() + " executable segments, there must be one");
    Segment text = executable.getFirst();
    require(text.fileSize() > 0, "the text is empty");
    require((text.address() & 3) == 0, text + " is text, but its address is no multiple of 4");
    return text;
  }

  private static void require(boolean condition, String message) throws ElfFormatException {
    if (!condition) {
      throw new ElfFormatException(message);
    }
  }
}
