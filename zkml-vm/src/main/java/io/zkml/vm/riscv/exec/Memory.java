package io.zkml.vm.riscv.exec;

import java.util.Arrays;

/** A sparse array of 2^30 words, zero at first, in pages that come into being when touched. */
final class Memory {

  /** log2 of a page's bytes. */
  static final int PAGE_BITS = 16;

  /** log2 of a page's words. */
  static final int PAGE_WORD_BITS = PAGE_BITS - 2;

  /** Mask of a word's place in its page. */
  static final int PAGE_MASK = (1 << PAGE_WORD_BITS) - 1;

  private static final int PAGES = 1 << (32 - PAGE_BITS);

  /** Stands for a page never touched: a length check then does for a check of presence. */
  private static final int[] ABSENT = {};

  private final int[][] pages = new int[PAGES][];
  private final long maxPages;
  private long touched;

  /** Memory of at most so many bytes. */
  Memory(long maxBytes) {
    Arrays.fill(pages, ABSENT);
    this.maxPages = maxBytes >> PAGE_BITS;
  }

  /** All pages, for the fast loop: {@code pages[address >>> 16]}, of length 0 if never touched. */
  int[][] pages() {
    return pages;
  }

  /** Makes the word's page present; false if there may be no more pages. */
  boolean touch(int index) {
    int number = index >>> PAGE_WORD_BITS;
    if (pages[number].length != 0) {
      return true;
    }
    if (touched == maxPages) {
      return false;
    }
    touched++;
    pages[number] = new int[1 << PAGE_WORD_BITS];
    return true;
  }

  /** Whether the word's page was touched. */
  boolean present(int index) {
    return pages[index >>> PAGE_WORD_BITS].length != 0;
  }

  /** A word; 0 where no page is. */
  int get(int index) {
    int[] page = pages[index >>> PAGE_WORD_BITS];
    int place = index & PAGE_MASK;
    return place < page.length ? page[place] : 0;
  }

  /** Writes a word of a page that is present. */
  void set(int index, int value) {
    pages[index >>> PAGE_WORD_BITS][index & PAGE_MASK] = value;
  }
}
