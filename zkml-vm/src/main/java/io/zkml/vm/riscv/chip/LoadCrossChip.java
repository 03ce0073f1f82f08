package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/** lh, lhu and lw across two words of memory. */
public final class LoadCrossChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.LOAD_CROSS;
  private static final int LH = Opcode.LH.number();
  private static final int LHU = Opcode.LHU.number();
  private static final int LW = Opcode.LW.number();
  private static final int CROSSING = OPERANDS.columns();
  private static final int HALF = CROSSING + Crossing.COLUMNS;
  private static final int SIGNED = HALF + 1;
  private static final int FIRST = SIGNED + 1;
  private static final int SECOND = FIRST + WordCut.COLUMNS;
  private static final int AND = SECOND + WordCut.COLUMNS;
  private static final int NEGATIVE = AND + 1;
  private static final int RESULT = NEGATIVE + 1;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("lh, lhu, lw, across words");
    Adapter a = new Adapter(b, OPERANDS);
    Crossing crossing = Crossing.load(b, a);
    Expr half = Words.bool(b, "half");
    Expr signed = Words.bool(b, "signed");
    Expr one = b.constant(1);
    // SOUNDNESS: halves cross only from the last byte, and only they may be signed.
    b.zero("offset of a half", half.times(one.minus(crossing.at(Crossing.LAST))));
    b.zero("signed word", signed.times(one.minus(half)));
    WordCut first = new WordCut(b, "word 0", a.word(0), crossing.at(2));
    WordCut second = new WordCut(b, "word 1", a.word(1), crossing.at(2));
    Bytes.and(b, "word 0, conjunction", first.low(), first.other());
    Expr negative = Bytes.topBit(b, "negative", second.low());
    Bytes.single(b, "word 1, other byte", second.other());
    Expr result = b.committed("result");
    Expr expected = WordCut.up(second.half(), 2).times(half).negate();
    for (int k = 1; k <= Crossing.LAST; k++) {
      Expr joined = first.above(k).plus(WordCut.up(second.below(k), 4 - k));
      expected = expected.plus(crossing.at(k).times(joined));
    }
    Expr extension = signed.times(negative).times((1L << 32) - (1L << 16));
    b.zero("result", result.minus(expected).minus(extension));
    a.load(crossing.index());
    a.load(crossing.index().plus(1));
    a.write(result);
    a.nextInSequence(b.constant(LW).plus(half.times(LHU - LW)).minus(signed.times(LHU - LH)));
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
    int[] seconds = rows.other(rows.others().befores(), rows.firstOthers(), 0);
    boolean[] middle = new boolean[n];
    long[] out = cells.entries();
    int halfAt = cells.at(HALF);
    int signedAt = cells.at(SIGNED);
    int negativeAt = cells.at(NEGATIVE);
    for (int i = 0; i < n; i++) {
      middle[i] = (address[i] & Crossing.LAST) == 2;
      out[halfAt + i] = opcodes[i] == LW ? 0 : 1;
      out[signedAt + i] = opcodes[i] == LH ? 1 : 0;
      out[negativeAt + i] = (long) ((seconds[i] >>> 7) & 1);
    }
    Crossing.fillLoads(rows, cells, CROSSING);
    WordCut.fill(cells, FIRST, rows.column(TraceColumn.WORD_BEFORE), middle, n);
    WordCut.fill(cells, SECOND, seconds, middle, n);
    WordCut.fillAnd(cells, AND, FIRST, n);
    cells.words(RESULT, rows.result(), n);
  }
}
