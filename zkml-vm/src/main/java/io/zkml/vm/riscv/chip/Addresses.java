package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;

/**
 * Word indices of loads and stores: rs1 + imm - offset - 2^32 carry = 4 index. Two committed
 * columns: carry and the index's upper limb.
 */
public final class Addresses {

  /** Committed columns of an index. */
  public static final int COLUMNS = 2;

  /** 1/4. */
  private static final long QUARTER = Goldilocks.toSigned(Goldilocks.inverse(4));

  private Addresses() {}

  /**
   * The index below 2^30 of the word that holds the byte at rs1 + imm.
   *
   * @param offset of the byte in its word, known to be in [0, 4) and zero in padding
   */
  public static Expr loadIndex(ConstraintBuilder b, Adapter a, Expr offset) {
    return index(b, a, offset, 0, Words.INDEX_BITS);
  }

  /**
   * The index of the word that holds the byte at rs1 + imm, proven to be one of the 2^29 from
   * {@code floor} on, which may be stored to.
   *
   * @param floor first word index of data, at most 2^29
   */
  public static Expr storeIndex(ConstraintBuilder b, Adapter a, Expr offset, int floor) {
    // SOUNDNESS: what is below holds text and constants, which stay what the program says.
    return index(b, a, offset, floor, Words.STORE_BITS);
  }

  private static Expr index(ConstraintBuilder b, Adapter a, Expr offset, int floor, int bits) {
    Expr carry = Words.bool(b, "address carry");
    Expr address = a.rs1().plus(a.imm()).minus(offset).minus(carry.times(1L << 32));
    Expr index = address.times(QUARTER);
    Words.limbs(b, "index", index.minus(a.real().times(floor)), bits);
    return index;
  }

  /** Fills the two columns. */
  public static void fill(Rows rows, Cells cells, int column, int floor) {
    int[] base = rows.rs1();
    int[] imm = rows.imm();
    int[] address = rows.address();
    int carryAt = cells.at(column);
    int limbAt = cells.at(column + 1);
    long[] out = cells.entries();
    for (int i = 0; i < rows.count(); i++) {
      long sum = (base[i] & Rows.MASK) + (imm[i] & Rows.MASK);
      out[carryAt + i] = sum >>> 32;
      out[limbAt + i] = (long) (((address[i] >>> 2) - floor) >>> Buses.RANGE_BITS);
    }
  }
}
