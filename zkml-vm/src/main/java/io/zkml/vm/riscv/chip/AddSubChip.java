package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * add and sub: rd = rs1 + rs2 - 2^32 carry and rd = rs1 - rs2 + 2^32 carry, where carry is what
 * leaves the word or what is borrowed.
 */
public final class AddSubChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.REGISTERS;
  private static final int SUB = OPERANDS.columns();
  private static final int CARRY = SUB + 1;
  private static final int RESULT = CARRY + 1;
  private static final int UPPER = RESULT + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("add, sub");
    Adapter a = new Adapter(b, OPERANDS);
    Expr sub = Words.bool(b, "sub");
    Expr carry = Words.bool(b, "carry");
    Expr result = b.committed("result");
    Expr wrap = carry.times(1L << 32);
    Expr sign = b.constant(1).minus(sub.times(2));
    Expr expected = a.rs1().plus(sign.times(a.rs2().minus(wrap)));
    b.zero("result", result.minus(expected));
    // SOUNDNESS: the range check makes the carry right and the result a word.
    Words.word(b, "result", result);
    a.write(result);
    Expr opcode =
        b.constant(Opcode.ADD.number()).plus(sub.times(Opcode.SUB.number() - Opcode.ADD.number()));
    a.nextInSequence(opcode);
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
    int[] result = rows.result();
    long[] out = cells.entries();
    int subAt = cells.at(SUB);
    int carryAt = cells.at(CARRY);
    for (int i = 0; i < n; i++) {
      boolean sub = opcodes[i] == Opcode.SUB.number();
      boolean carry = Integer.compareUnsigned(sub ? a[i] : result[i], sub ? b[i] : a[i]) < 0;
      out[subAt + i] = sub ? 1 : 0;
      out[carryAt + i] = carry ? 1 : 0;
    }
    cells.words(RESULT, result, n);
    cells.upperLimbs(UPPER, result, n);
  }
}
