package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/** lb, lbu, lh and lhu from one word of memory. */
public final class LoadPartChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.LOAD;
  private static final int LB = Opcode.LB.number();
  private static final int LBU = Opcode.LBU.number();
  private static final int PARTS = OPERANDS.columns();
  private static final int SIGNED = PARTS + WordParts.COLUMNS;
  private static final int NEGATIVE = SIGNED + 1;
  private static final int TOP = NEGATIVE + 1;
  private static final int RESULT = TOP + 1;
  private static final int INDEX = RESULT + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("lb, lbu, lh, lhu");
    Adapter a = new Adapter(b, OPERANDS);
    WordParts parts = new WordParts(b, a.real(), a.word(0));
    Expr signed = Words.bool(b, "signed");
    Expr negative = Words.bool(b, "negative");
    Expr top = b.committed("part, at the top of 16 bits");
    Expr half = parts.wantsHalf();
    Expr moved = parts.first().times(1L << 8);
    Expr part = parts.part();
    b.zero("top", top.minus(moved).minus(half.times(parts.half().minus(moved))));
    // SOUNDNESS: of an integer below 2^16 the range leaves one choice of the top bit.
    Words.range(b, "top bit", top.times(2).minus(negative.times(1L << 16)), Buses.RANGE_BITS);
    Expr result = b.committed("result");
    Expr extension = b.constant((1L << 32) - (1L << 8)).minus(half.times((1L << 16) - (1L << 8)));
    b.zero("result", result.minus(part).minus(signed.times(negative).times(extension)));
    a.load(Addresses.loadIndex(b, a, parts.offset()));
    a.write(result);
    a.nextInSequence(b.constant(LBU).plus(half).minus(signed.times(LBU - LB)));
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
    int[] address = rows.address();
    int[] words = rows.column(TraceColumn.WORD_BEFORE);
    WordParts.fill(rows, cells, PARTS, words);
    long[] out = cells.entries();
    int signedAt = cells.at(SIGNED);
    int negativeAt = cells.at(NEGATIVE);
    int topAt = cells.at(TOP);
    for (int i = 0; i < n; i++) {
      int part = words[i] >>> (8 * (address[i] & 3));
      int top = WordParts.isHalf(opcodes[i]) ? part & 0xffff : (part & 0xff) << 8;
      out[signedAt + i] = opcodes[i] < LBU ? 1 : 0;
      out[negativeAt + i] = (long) (top >>> 15);
      out[topAt + i] = top;
    }
    cells.words(RESULT, rows.result(), n);
    Addresses.fill(rows, cells, INDEX, 0);
  }
}
