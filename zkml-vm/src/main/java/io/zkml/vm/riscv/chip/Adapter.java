package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part that all instruction chips share, recorded first in a chip: column 0 is the public
 * indicator {@code real} of the rows in use, then come the columns of {@link Operands}. Registers
 * are read at once; the core then names the memory it accesses and the result, in the order of
 * {@link Operands}, and ends with {@link #next}.
 */
public final class Adapter {

  private final ConstraintBuilder b;
  private final Operands operands;
  private final Expr real;
  private final Expr pc;
  private final Expr clk;
  private final Expr rd;
  private final Expr rs1;
  private final Expr rs2;
  private final Expr imm;
  private final List<Cell> cells = new ArrayList<>();
  private final Accesses accesses;

  /** A cell before it is accessed. */
  private record Cell(String name, Expr before, Accesses.Past past) {}

  /** Declares the columns and reads the registers. */
  public Adapter(ConstraintBuilder b, Operands operands) {
    this.b = b;
    this.operands = operands;
    Expr zero = b.constant(0);
    this.real = b.publicColumn("real");
    this.pc = b.committed("pc");
    this.clk = b.committed("clk");
    this.accesses = new Accesses(b, real, clk);
    this.rd = operands.rd() ? b.committed("rd") : zero;
    this.rs1 = operands.rs1() ? b.committed("rs1") : zero;
    this.rs2 = operands.rs2() ? b.committed("rs2") : zero;
    this.imm = operands.imm() ? b.committed("imm") : zero;
    declare(operands.rs1(), "rs1", Buses.REGISTERS);
    declare(operands.rs2(), "rs2", Buses.REGISTERS);
    for (int w = 0; w < operands.words(); w++) {
      declare(true, "word " + w, Buses.RAM);
    }
    declare(operands.rd(), "rd", Buses.REGISTERS);
    if (operands.rs1()) {
      access(Buses.REGISTERS, rs1, null);
    }
    if (operands.rs2()) {
      access(Buses.REGISTERS, rs2, null);
    }
  }

  private void declare(boolean present, String name, int space) {
    if (present) {
      cells.add(new Cell(name, b.committed(name + " value"), accesses.past(name, space)));
    }
  }

  /** 1 in rows in use, 0 in padding. */
  public Expr real() {
    return real;
  }

  /** Address of the instruction. */
  public Expr pc() {
    return pc;
  }

  /** The clock of the first access. */
  Expr clk() {
    return clk;
  }

  /** The immediate, a word. */
  public Expr imm() {
    return imm;
  }

  /** Value of the first register: a word. */
  public Expr rs1() {
    return cells.getFirst().before;
  }

  /** Value of the second register: a word. */
  public Expr rs2() {
    return cells.get(1).before;
  }

  /** A word of memory, before. */
  public Expr word(int number) {
    return cells.get(registers() + number).before;
  }

  private int registers() {
    return (operands.rs1() ? 1 : 0) + (operands.rs2() ? 1 : 0);
  }

  /** Reads the next word of memory; the index must be known to be below 2^30. */
  public void load(Expr index) {
    access(Buses.RAM, index, null);
  }

  /** Writes the next word of memory; the index must be one that may be stored to. */
  public void store(Expr index, Expr after) {
    // SOUNDNESS: whoever reads relies on values being words; the chip that makes one proves it.
    access(Buses.RAM, index, after);
  }

  /** Writes the result, which must be known to be a word on real rows. */
  public void write(Expr result) {
    access(Buses.REGISTERS, rd, result);
  }

  /** Next comes the next instruction of the text. */
  public void nextInSequence(Expr opcode) {
    next(opcode, pc.plus(4));
  }

  /**
   * Looks the instruction up and passes the state on. Only the text's addresses are ever received,
   * so a target needs no check of its own.
   *
   * @param opcode its number; of several, affine in selectors
   */
  public void next(Expr opcode, Expr nextPc) {
    if (accesses.count() != operands.accesses()) {
      throw new IllegalStateException(
          accesses.count() + " of " + operands.accesses() + " accesses");
    }
    b.interact("fetch", Buses.PROGRAM, real, pc, opcode, rd, rs1, rs2, imm);
    b.interact("state", Buses.EXECUTION, real.negate(), pc, clk);
    b.interact("next state", Buses.EXECUTION, real, nextPc, accesses.end());
  }

  private void access(int space, Expr address, @Nullable Expr after) {
    Cell cell = cells.get(accesses.count());
    Expr value = after == null ? cell.before : after;
    accesses.add(cell.name, real, space, address, cell.before, value, cell.past);
  }
}
