package io.zkml.vm.riscv.elf;

import io.zkml.core.hash.Keccak256;
import io.zkml.vm.riscv.isa.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A guest, ready to run: what {@link ElfReader} makes of a file. Nothing is ever stored into text
 * or constants.
 *
 * @param entry address of the first instruction
 * @param textStart address of the text, a multiple of 4
 * @param textWords words of the text
 * @param dataStart a multiple of 4, at most 2^31: the text and constants lie below it; the 2^31
 *     bytes from here on may be written
 * @param image initial memory, the text included
 * @param symbols functions by address, for reports; not part of the digest
 */
public record Program(
    int entry, int textStart, int textWords, int dataStart, Image image, List<Symbol> symbols) {

  /** Bytes from the start of the data on that may be written. */
  public static final long WRITABLE_BYTES = 1L << 31;

  private static final byte[] MAGIC = "zkml-rv32im-1".getBytes(StandardCharsets.US_ASCII);

  /** Copies the list; checks that entry and text are aligned, one inside the other, below data. */
  public Program {
    symbols = List.copyOf(symbols);
    if ((textStart & 3) != 0 || textWords < 1 || textWords > (1 << 30) - (textStart >>> 2)) {
      throw new IllegalArgumentException(
          textWords + " words of text at " + Integer.toHexString(textStart));
    }
    long start = dataStart & 0xffff_ffffL;
    if ((start & 3) != 0
        || start > 1L << 31
        || (textStart & 0xffff_ffffL) + 4L * textWords > start) {
      throw new IllegalArgumentException("data from " + Long.toHexString(start) + " on");
    }
    int offset = entry - textStart;
    if ((offset & 3) != 0 || offset >>> 2 >= textWords) {
      throw new IllegalArgumentException("entry " + Integer.toHexString(entry) + " is not in text");
    }
  }

  /** Decodes the text. */
  public Code code() {
    int[] words = new int[textWords];
    for (int i = 0; i < textWords; i++) {
      words[i] = image.word((textStart >>> 2) + i);
    }
    return Code.of(textStart, words);
  }

  /**
   * All that the run depends on: a tag, then little-endian words: entry, start and length of the
   * text, start of the data, length of the image, its (index, word) pairs.
   */
  public byte[] canonicalBytes() {
    int length = Math.addExact(MAGIC.length + 20, Math.multiplyExact(8, image.size()));
    ByteBuffer out = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC)
        .putInt(entry)
        .putInt(textStart)
        .putInt(textWords)
        .putInt(dataStart)
        .putInt(image.size());
    for (int i = 0; i < image.size(); i++) {
      out.putInt(image.indices()[i]).putInt(image.values()[i]);
    }
    return out.array();
  }

  /** Keccak-256 of the canonical bytes. */
  public byte[] digest() {
    return Keccak256.hash(canonicalBytes());
  }
}
