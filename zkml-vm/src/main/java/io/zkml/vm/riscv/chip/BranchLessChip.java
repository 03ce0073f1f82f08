package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/** blt, bge, bltu and bgeu. */
public final class BranchLessChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.BRANCH;
  private static final int SIGNED = OPERANDS.columns();
  private static final int NEGATED = SIGNED + 1;
  private static final int LESS = NEGATED + 1;
  private static final int TAKEN = LESS + 1;
  private static final int NEXT = TAKEN + 1;
  private static final int FIRST = NEXT + 1;
  private static final int SECOND = FIRST + SignedWord.COLUMNS;
  private static final int UPPER = SECOND + SignedWord.COLUMNS;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("blt, bge, bltu, bgeu");
    Adapter a = new Adapter(b, OPERANDS);
    Expr signed = Words.bool(b, "signed");
    Expr negated = Words.bool(b, "negated");
    Expr less = Words.bool(b, "less");
    Expr next = Branches.next(b, a, less, negated);
    Expr x = SignedWord.of(b, "rs1", a.rs1(), signed);
    Expr y = SignedWord.of(b, "rs2", a.rs2(), signed);
    // SOUNDNESS: the difference of two numbers of one window of 2^32 is in (-2^32, 2^32).
    Words.word(b, "difference", x.minus(y).plus(less.times(1L << 32)));
    Expr opcode =
        b.constant(Opcode.BLTU.number())
            .plus(signed.times(Opcode.BLT.number() - Opcode.BLTU.number()))
            .plus(negated);
    a.next(opcode, next);
    return b.build();
  }

  @Override
  public Chip chip() {
    return CHIP;
  }

  @Override
  public int accesses() {
    return OPERANDS.accesses();
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    AdapterRows.fill(OPERANDS, rows, cells);
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] a = rows.rs1();
    int[] b = rows.rs2();
    int[] signed = new int[n];
    int[] difference = new int[n];
    long[] out = cells.entries();
    int negatedAt = cells.at(NEGATED);
    int lessAt = cells.at(LESS);
    int takenAt = cells.at(TAKEN);
    for (int i = 0; i < n; i++) {
      boolean isSigned = opcodes[i] < Opcode.BLTU.number();
      int negated = opcodes[i] - (isSigned ? Opcode.BLT : Opcode.BLTU).number();
      int flip = isSigned ? Integer.MIN_VALUE : 0;
      int less = Integer.compareUnsigned(a[i] ^ flip, b[i] ^ flip) < 0 ? 1 : 0;
      signed[i] = isSigned ? 1 : 0;
      difference[i] = a[i] - b[i];
      out[negatedAt + i] = negated;
      out[lessAt + i] = less;
      out[takenAt + i] = less ^ negated;
    }
    cells.words(SIGNED, signed, n);
    cells.words(NEXT, rows.column(TraceColumn.NEXT_PC), n);
    SignedWord.fill(cells, FIRST, a, signed, n);
    SignedWord.fill(cells, SECOND, b, signed, n);
    cells.upperLimbs(UPPER, difference, n);
  }
}
