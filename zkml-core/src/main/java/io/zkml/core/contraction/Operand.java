package io.zkml.core.contraction;

/**
 * An aligned range of entries that a relation reads: part or all of a block. Its size follows from
 * the axes of the term that uses it.
 *
 * @param source index of a commitment, or {@link #PUBLIC} for a block of the public values
 * @param block index of the block in that commitment's layout, or among the public blocks
 * @param offset first entry in the block, divisible by the range's size; 0 for public blocks
 */
public record Operand(int source, int block, int offset) {

  /** The source of public blocks. */
  public static final int PUBLIC = -1;

  /** Checks that public blocks are read whole. */
  public Operand {
    if (source < PUBLIC || block < 0 || offset < 0 || (source == PUBLIC && offset != 0)) {
      throw new IllegalArgumentException("operand " + source + ", " + block + ", " + offset);
    }
  }

  /** The whole of a committed block. */
  public static Operand committed(int commitment, int block) {
    return new Operand(commitment, block, 0);
  }

  /** A public block. */
  public static Operand publicBlock(int block) {
    return new Operand(PUBLIC, block, 0);
  }

  /** Whether the verifier knows the block's entries. */
  public boolean isPublic() {
    return source == PUBLIC;
  }
}
