package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.vm.riscv.isa.Opcode;

/** sw to a multiple of 4: the word of memory becomes rs2. */
public final class StoreWordChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.STORE;
  private static final int INDEX = OPERANDS.columns();

  private final int floor;
  private final Chip chip;

  /**
   * The chip of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public StoreWordChip(int floor) {
    this.floor = floor;
    this.chip = record(floor);
  }

  private static Chip record(int floor) {
    ConstraintBuilder b = new ConstraintBuilder("sw, aligned");
    Adapter a = new Adapter(b, OPERANDS);
    a.store(Addresses.storeIndex(b, a, b.constant(0), floor), a.rs2());
    a.nextInSequence(b.constant(Opcode.SW.number()));
    return b.build();
  }

  @Override
  public Chip chip() {
    return chip;
  }

  @Override
  public int accesses() {
    return OPERANDS.accesses();
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    AdapterRows.fill(OPERANDS, rows, cells);
    Addresses.fill(rows, cells, INDEX, floor);
  }
}
