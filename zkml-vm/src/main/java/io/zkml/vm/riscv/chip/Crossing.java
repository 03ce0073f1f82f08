package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;

/** Where an access of two words begins: 1 to 3 bytes into the word of an index. */
final class Crossing {

  /** Committed columns. */
  static final int COLUMNS = 2 + Addresses.COLUMNS + Nonzero.COLUMNS;

  /** Largest offset. */
  static final int LAST = 3;

  private static final int LAST_INDEX = (1 << Words.INDEX_BITS) - 1;

  private final Expr[] at = new Expr[LAST + 1];
  private final Expr index;

  private Crossing(ConstraintBuilder b, Adapter a, boolean stores, int floor) {
    Expr second = Words.bool(b, "offset 2");
    Expr third = Words.bool(b, "offset 3");
    at[0] = b.constant(0);
    at[1] = a.real().minus(second).minus(third);
    at[2] = second;
    at[LAST] = third;
    // SOUNDNESS: one offset on rows in use, none in padding.
    b.zero("one offset", at[1].times(at[1]).minus(at[1]));
    Expr offset = at[1].plus(second.times(2)).plus(third.times(LAST));
    this.index =
        stores ? Addresses.storeIndex(b, a, offset, floor) : Addresses.loadIndex(b, a, offset);
    // SOUNDNESS: the next word is memory too, and may be stored to if this one may.
    int last = stores ? lastStored(floor) : LAST_INDEX;
    Nonzero.check(b, "last word", index.minus(b.constant(last)), a.real());
  }

  /** Declares the columns of a load. */
  static Crossing load(ConstraintBuilder b, Adapter a) {
    return new Crossing(b, a, false, 0);
  }

  /**
   * Declares the columns of a store.
   *
   * @param floor as in {@link Addresses#storeIndex}
   */
  static Crossing store(ConstraintBuilder b, Adapter a, int floor) {
    return new Crossing(b, a, true, floor);
  }

  /** Index of the first word. */
  Expr index() {
    return index;
  }

  /** Whether the offset is k, from 1 to 3: boolean, affine. */
  Expr at(int k) {
    return at[k];
  }

  private static int lastStored(int floor) {
    return floor + (1 << Words.STORE_BITS) - 1;
  }

  /** Fills the columns of loads from {@code column} on. */
  static void fillLoads(Rows rows, Cells cells, int column) {
    fill(rows, cells, column, 0, LAST_INDEX);
  }

  /** Fills the columns of stores from {@code column} on. */
  static void fillStores(Rows rows, Cells cells, int column, int floor) {
    fill(rows, cells, column, floor, lastStored(floor));
  }

  private static void fill(Rows rows, Cells cells, int column, int floor, int last) {
    int n = rows.count();
    int[] address = rows.address();
    long[] out = cells.entries();
    int secondAt = cells.at(column);
    int thirdAt = cells.at(column + 1);
    int inverseAt = cells.at(column + 2 + Addresses.COLUMNS);
    for (int i = 0; i < n; i++) {
      int offset = address[i] & LAST;
      out[secondAt + i] = offset == 2 ? 1 : 0;
      out[thirdAt + i] = offset == LAST ? 1 : 0;
      out[inverseAt + i] = Goldilocks.fromSigned((long) (address[i] >>> 2) - last);
    }
    Nonzero.invert(out, inverseAt, n);
    Addresses.fill(rows, cells, column + 2, floor);
  }
}
