package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** What instructions look into: the text, the initial memory, bytes. Public columns come first. */
public final class TableChips {

  /** Owner of the text. Public: real, pc. Preprocessed: five fields. Committed: multiplicity. */
  public static final Chip PROGRAM = program();

  /** The initial memory. Public: real. Preprocessed: word index, value. */
  public static final Chip IMAGE = image();

  /** Owner of conjunctions of bytes. Public: x, y, x and y. Committed: multiplicity. */
  public static final Chip AND = and();

  private TableChips() {}

  private static Chip program() {
    ConstraintBuilder b = new ConstraintBuilder("program table");
    Expr real = b.publicColumn("real");
    Expr pc = b.publicColumn("pc");
    Expr opcode = b.committed("opcode");
    Expr rd = b.committed("rd");
    Expr rs1 = b.committed("rs1");
    Expr rs2 = b.committed("rs2");
    Expr imm = b.committed("imm");
    Expr multiplicity = b.committed("multiplicity");
    // SOUNDNESS: a counted padding row would be an instruction behind the text.
    b.zero("only the text counts", multiplicity.times(real).minus(multiplicity));
    b.interact("word", Buses.PROGRAM, multiplicity.negate(), pc, opcode, rd, rs1, rs2, imm);
    return b.build();
  }

  private static Chip image() {
    ConstraintBuilder b = new ConstraintBuilder("image table");
    Expr real = b.publicColumn("real");
    // SOUNDNESS: exactly once each, not as often as the prover likes: a word sent twice would have
    // two histories, one not sent could begin as zero.
    b.interact("word", Buses.IMAGE, real, b.committed("index"), b.committed("value"));
    return b.build();
  }

  private static Chip and() {
    ConstraintBuilder b = new ConstraintBuilder("and table");
    Expr x = b.publicColumn("x");
    Expr y = b.publicColumn("y");
    Expr and = b.publicColumn("x and y");
    b.interact("entry", Buses.AND, b.committed("multiplicity").negate(), x, y, and);
    return b.build();
  }
}
