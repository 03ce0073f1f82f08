package io.zkml.vm.riscv.elf;

import java.util.Arrays;

/**
 * Initial contents of memory: words at strictly increasing word indices (address / 4); all others
 * are 0. The arrays belong to the image and are not to be changed.
 *
 * @param indices word indices, below 2^30
 * @param values the word of each index
 */
public record Image(int[] indices, int[] values) {

  /** Checks lengths and order. */
  public Image {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(indices.length + " indices, " + values.length + " words");
    }
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= 1 << 30 || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException("word index " + indices[i] + " at position " + i);
      }
    }
  }

  /** Number of words. */
  public int size() {
    return indices.length;
  }

  /** The word at an index: 0 if the image does not hold it. */
  public int word(int index) {
    int position = Arrays.binarySearch(indices, index);
    return position < 0 ? 0 : values[position];
  }
}
