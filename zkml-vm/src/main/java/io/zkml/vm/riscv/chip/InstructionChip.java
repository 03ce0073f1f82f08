package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;

/**
 * A chip that proves a family of instructions: an {@link Adapter} and a core. Column 0 is the
 * public indicator of rows in use; all others are committed, and a row of zeros is valid padding.
 */
public interface InstructionChip {

  /** The chip, recorded once. */
  Chip chip();

  /** Steps of the clock that each of its instructions takes. */
  int accesses();

  /** Number of committed columns. */
  default int committedColumns() {
    return chip().columns().size() - 1;
  }

  /**
   * Fills all committed columns of a range of rows.
   *
   * @param rows cycles of this chip's instructions
   * @param cells as many rows, all zero
   */
  void fill(Rows rows, Cells cells);
}
