package io.zkml.vm.riscv.elf;

import java.util.Arrays;
import java.util.List;

/**
 * Collects the words that segments bring from the file; segments may share a word at their ends.
 */
final class ImageBuilder {

  private final ElfBytes file;
  private final List<Segment> segments;
  private final int[] indices;
  private final int[] values;
  private int size;

  /** Segments are sorted, checked and disjoint. */
  ImageBuilder(ElfBytes file, List<Segment> segments) throws ElfFormatException {
    this.file = file;
    this.segments = segments;
    long words = 0;
    for (Segment segment : segments) {
      words += words(segment);
    }
    // Disjoint in memory, but segments may share bytes of the file.
    if (words > ElfReader.MAX_FILE_BYTES >> 2) {
      throw new ElfFormatException(
          "an image of " + words + " words, the limit is " + (ElfReader.MAX_FILE_BYTES >> 2));
    }
    this.indices = new int[(int) words];
    this.values = new int[(int) words];
  }

  private static long words(Segment segment) {
    long end = segment.address() + segment.fileSize();
    return segment.fileSize() == 0 ? 0 : ((end + 3) >> 2) - (segment.address() >> 2);
  }

  Image image() throws ElfFormatException {
    for (Segment segment : segments) {
      for (long i = 0; i < segment.fileSize(); i++) {
        put(segment.address() + i, file.u8(segment.offset() + i, "segment"));
      }
    }
    return new Image(Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
  }

  private void put(long address, int value) {
    int index = (int) (address >> 2);
    if (size == 0 || indices[size - 1] != index) {
      indices[size++] = index;
    }
    values[size - 1] |= value << (int) (8 * (address & 3));
  }
}
