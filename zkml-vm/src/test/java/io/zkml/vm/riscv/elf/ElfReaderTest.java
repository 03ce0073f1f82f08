package io.zkml.vm.riscv.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfReaderTest {

  private static final int TEXT = 0x10000;
  private static final int DATA = 0x20000;
  private static final int PROGRAM_HEADER = 52;
  private static final int SECOND = PROGRAM_HEADER + 32;

  /** 12 bytes of text; 6 bytes of data; two functions. */
  private static ByteBuffer file() {
    byte[] text = {0x13, 0, 0, 0, 0x73, 0, 0, 0, 1, 2, 3, 4};
    List<Symbol> symbols = List.of(new Symbol("main", TEXT, 8), new Symbol("end", TEXT + 8, 4));
    byte[] bytes =
        new ElfWriter(TEXT, text, DATA, new byte[] {9, 8, 7, 6, 5, 4}, symbols).write(TEXT);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes of a buffer that {@link #file} made. */
  @SuppressWarnings("ByteBufferBackingArray")
  private static byte[] bytes(ByteBuffer file) {
    return file.array();
  }

  @Test
  void read_wellFormed_givesImageTextAndSymbols() throws ElfFormatException {
    Program program = ElfReader.read(file().array());
    assertThat(program.entry()).isEqualTo(TEXT);
    assertThat(program.textStart()).isEqualTo(TEXT);
    assertThat(program.textWords()).isEqualTo(3);
    assertThat(program.image().indices())
        .containsExactly(TEXT / 4, TEXT / 4 + 1, TEXT / 4 + 2, DATA / 4, DATA / 4 + 1);
    assertThat(program.image().values()).containsExactly(0x13, 0x73, 0x04030201, 0x06070809, 0x405);
    assertThat(program.symbols())
        .containsExactly(new Symbol("main", TEXT, 8), new Symbol("end", TEXT + 8, 4));
    assertThat(program.code().word(2)).isEqualTo(0x04030201);
  }

  @Test
  void read_withoutSections_hasNoSymbols() throws ElfFormatException {
    assertThat(ElfReader.read(file().putInt(32, 0).array()).symbols()).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "0, 0, wrong magic number",
    "4, 0x010102, 32-bit",
    "4, 0x010201, little-endian",
    "4, 0x020101, version",
    "16, 0x00f30003, ET_EXEC",
    "16, 0x003e0002, RISC-V",
    "36, 1, compressed",
    "36, 4, floating point",
    "36, 8, RV32E",
    "24, 0x10002, entry",
    "24, 0x1000c, entry",
    "24, 0x20000, entry",
    "24, 0xfffc, entry",
    "28, 0x7fffffff, program header table",
    "28, 0xffffffff, program header table",
    "42, 0x00020021, program headers of another size",
    "44, 0x0028ffff, the limit is 64"
  })
  void read_badHeader_saysWhy(int offset, String value, String message) {
    assertRefused(file().putInt(offset, Long.decode(value).intValue()), message);
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource({
    "0, 0, 2, dynamically linked",
    "0, 0, 3, dynamically linked",
    "0, 0, 7, 0 executable segments",
    "0, 4, 0x7ffffff0, outside the file",
    "0, 4, 0xfffffff0, outside the file",
    "0, 8, 0x10002, no multiple of 4",
    "0, 8, 0x1fffc, overlaps",
    "0, 16, 13, more bytes in the file than in memory",
    "0, 20, 0x7fffffff, overlaps",
    "0, 20, 0xffffffff, end of the address space",
    "0, 24, 7, both writable and executable",
    "0, 24, 4, 0 executable segments",
    "1, 24, 1, 2 executable segments",
    "1, 8, 0x10004, overlaps",
    "1, 8, 0xfffffffc, end of the address space"
  })
  void read_badSegment_saysWhy(int segment, int offset, String value, String message) {
    int at = segment == 0 ? PROGRAM_HEADER : SECOND;
    assertRefused(file().putInt(at + offset, Long.decode(value).intValue()), message);
  }

  @Test
  void read_emptyText_isRefused() {
    ByteBuffer file = file().putInt(PROGRAM_HEADER + 16, 0);
    assertRefused(file, "text is empty");
  }

  /** Segments of many pages of the file each, all the same: no more words than the limit. */
  @Test
  void read_segmentsSharingFileBytes_areBounded() {
    ByteBuffer file = ByteBuffer.allocate(1 << 24).order(ByteOrder.LITTLE_ENDIAN);
    file.put(file().array()).putShort(44, (short) 20);
    for (int i = 0; i < 20; i++) {
      int at = PROGRAM_HEADER + 32 * i;
      file.putInt(at, 1).putInt(at + 4, 0).putInt(at + 8, TEXT + (i << 24));
      file.putInt(at + 16, 1 << 24).putInt(at + 20, 1 << 24).putInt(at + 24, i == 0 ? 5 : 4);
    }
    assertRefused(file, "the limit is");
  }

  @Test
  void read_segmentsThatShareAWord_areMerged() throws ElfFormatException {
    ByteBuffer file = file().putInt(PROGRAM_HEADER + 16, 10).putInt(PROGRAM_HEADER + 20, 10);
    file.putInt(SECOND + 8, TEXT + 10);
    assertRefused(file, "is writable");
    file.putInt(SECOND + 24, 4);
    Program program = ElfReader.read(bytes(file));
    assertThat(program.image().word(TEXT / 4 + 2)).isEqualTo(0x08090201);
    assertThat(program.image().word(TEXT / 4 + 3)).isEqualTo(0x04050607);
    assertThat(program.dataStart()).isEqualTo(TEXT + 16);
  }

  @Test
  void read_zeroedPartOfAnySize_costsNothing() throws ElfFormatException {
    ByteBuffer file = file().putInt(SECOND + 20, 0x7000_0000);
    assertThat(ElfReader.read(bytes(file)).image().size()).isEqualTo(5);
  }

  @Test
  void read_badSymbols_isRefused() {
    int sections = file().getInt(32);
    int strings = sections + 80;
    assertRefused(file().putShort(46, (short) 39), "section headers");
    assertRefused(file().putInt(32, -4), "section header table");
    assertRefused(file().putInt(sections + 40 + 16, -1), "symbol table");
    assertRefused(file().putInt(sections + 40 + 24, 3), "no string table");
    assertRefused(file().putInt(strings + 16, -1), "string table");
    assertRefused(file().putInt(strings + 20, 3), "does not end");
  }

  @Test
  void read_truncatedAnywhere_isRefusedOrComplete() throws ElfFormatException {
    byte[] whole = file().array();
    for (int length = 0; length < whole.length; length += length < 300 ? 1 : 37) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ElfReader.read(part)).isInstanceOf(ElfFormatException.class);
    }
    assertThat(ElfReader.read(whole).image().size()).isEqualTo(5);
  }

  @Test
  void read_randomChanges_neverFailOtherwise() {
    SplittableRandom random = new SplittableRandom(3);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = file().array();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        int at = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : random.nextInt(116);
        bytes[at] = (byte) random.nextInt();
      }
      try {
        assertThat(ElfReader.read(bytes).textWords()).isPositive();
      } catch (ElfFormatException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 19_999);
  }

  @Test
  void digest_ofPrograms_dependsOnAllButSymbols() throws ElfFormatException {
    byte[] digest = ElfReader.read(file().array()).digest();
    assertThat(ElfReader.read(file().putInt(32, 0).array()).digest()).isEqualTo(digest);
    assertThat(ElfReader.read(file().putInt(24, TEXT + 4).array()).digest()).isNotEqualTo(digest);
    assertThat(ElfReader.read(file().put(0x2000, (byte) 1).array()).digest()).isNotEqualTo(digest);
    assertThat(ElfReader.read(file().putInt(SECOND + 8, DATA + 4).array()).digest())
        .isNotEqualTo(digest);
  }

  private static void assertRefused(ByteBuffer file, String message) {
    assertThatThrownBy(() -> ElfReader.read(bytes(file)))
        .isInstanceOf(ElfFormatException.class)
        .hasMessageContaining(message);
  }
}
