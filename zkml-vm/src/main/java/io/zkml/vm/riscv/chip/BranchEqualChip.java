package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/** beq and bne. */
public final class BranchEqualChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.BRANCH;
  private static final int NEGATED = OPERANDS.columns();
  private static final int EQUAL = NEGATED + 1;
  private static final int INVERSE = EQUAL + 1;
  private static final int TAKEN = INVERSE + 1;
  private static final int NEXT = TAKEN + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("beq, bne");
    Adapter a = new Adapter(b, OPERANDS);
    Expr negated = Words.bool(b, "negated");
    Expr equal = Words.bool(b, "equal");
    Expr inverse = b.committed("inverse");
    Expr difference = a.rs1().minus(a.rs2());
    b.zero("equal words", equal.times(difference));
    b.zero("different words", difference.times(inverse).minus(a.real()).plus(equal));
    Expr next = Branches.next(b, a, equal, negated);
    a.next(b.constant(Opcode.BEQ.number()).plus(negated), next);
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
    long[] out = cells.entries();
    int negatedAt = cells.at(NEGATED);
    int equalAt = cells.at(EQUAL);
    int takenAt = cells.at(TAKEN);
    int inverseAt = cells.at(INVERSE);
    for (int i = 0; i < n; i++) {
      int negated = opcodes[i] - Opcode.BEQ.number();
      int equal = a[i] == b[i] ? 1 : 0;
      out[negatedAt + i] = negated;
      out[equalAt + i] = equal;
      out[takenAt + i] = equal ^ negated;
      out[inverseAt + i] = difference(a[i], b[i]);
    }
    Nonzero.invert(out, inverseAt, n);
    cells.words(NEXT, rows.column(TraceColumn.NEXT_PC), n);
  }

  private static long difference(int a, int b) {
    return Goldilocks.fromSigned((a & Rows.MASK) - (b & Rows.MASK));
  }
}
