package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.elf.Program;

/**
 * What plans need of a program besides its committed text and image.
 *
 * @param entry address of the first instruction
 * @param textStart address of the text, a multiple of 4
 * @param textWords words of the text, at least 1
 * @param imageWords words of the image, at least 1
 * @param dataIndex word index from which on memory may be written, at most 2^29
 */
public record ProgramFacts(int entry, int textStart, int textWords, int imageWords, int dataIndex) {

  /** Most words of text or image. */
  public static final int MAX_WORDS = 1 << 24;

  private static final int MAX_DATA_INDEX = 1 << 29;

  /** Checks that the text lies below the data and the entry in the text. */
  public ProgramFacts {
    // SOUNDNESS: chips rely on the text ending at 2^31 at most: pc + 4 is a word.
    require(textWords >= 1 && textWords <= MAX_WORDS, "text of " + textWords + " words");
    require(imageWords >= 1 && imageWords <= MAX_WORDS, "image of " + imageWords + " words");
    require(dataIndex >= 0 && dataIndex <= MAX_DATA_INDEX, "data at word " + dataIndex);
    require(
        textStart >= 0 && (textStart & 3) == 0 && (textStart >>> 2) + textWords <= dataIndex,
        "text at " + Integer.toHexString(textStart));
    int offset = entry - textStart;
    require((offset & 3) == 0 && offset >>> 2 < textWords, "entry " + Integer.toHexString(entry));
  }

  /** Those of a program. */
  static ProgramFacts of(Program program) {
    return new ProgramFacts(
        program.entry(),
        program.textStart(),
        program.textWords(),
        program.image().size(),
        program.dataStart() >>> 2);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("no program has " + what);
    }
  }
}
