package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/**
 * sh and sw across two words of memory: the lower bytes of rs2 replace the top of the first word,
 * the others the bottom of the second.
 */
public final class StoreCrossChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.STORE_CROSS;
  private static final int CROSSING = OPERANDS.columns();
  private static final int HALF = CROSSING + Crossing.COLUMNS;
  private static final int CUTS = HALF + 1;
  private static final int ANDS = CUTS + 3 * WordCut.COLUMNS;
  private static final int FIRST_AFTER = ANDS + 3;
  private static final int SECOND_AFTER = FIRST_AFTER + 1;

  private final int floor;
  private final Chip chip;

  /**
   * The chip of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public StoreCrossChip(int floor) {
    this.floor = floor;
    this.chip = record(floor);
  }

  private static Chip record(int floor) {
    ConstraintBuilder b = new ConstraintBuilder("sh, sw, across words");
    Adapter a = new Adapter(b, OPERANDS);
    Crossing crossing = Crossing.store(b, a, floor);
    Expr half = Words.bool(b, "half");
    // SOUNDNESS: halves cross only from the last byte.
    b.zero("offset of a half", half.times(b.constant(1).minus(crossing.at(Crossing.LAST))));
    WordCut first = new WordCut(b, "word 0", a.word(0), crossing.at(2));
    WordCut second = new WordCut(b, "word 1", a.word(1), crossing.at(2));
    // Of a half, the two bytes of the value are its low byte and its other byte.
    WordCut value = new WordCut(b, "rs2", a.rs2(), crossing.at(2).plus(half));
    Bytes.and(b, "word 0, conjunction", first.low(), first.other());
    Bytes.and(b, "word 1, conjunction", second.low(), second.other());
    Bytes.and(b, "rs2, conjunction", value.low(), value.other());
    Expr firstAfter = a.word(0);
    Expr secondAfter = a.word(1);
    for (int k = 1; k <= Crossing.LAST; k++) {
      Expr at = crossing.at(k);
      Expr up = value.below(4 - k).minus(first.above(k));
      firstAfter = firstAfter.plus(at.times(WordCut.up(up, k)));
      secondAfter = secondAfter.plus(at.times(value.above(4 - k).minus(second.below(k))));
    }
    Expr word = value.above(1).minus(second.below(Crossing.LAST));
    Expr byteOnly = value.other().minus(second.low());
    secondAfter = secondAfter.plus(half.times(byteOnly.minus(word)));
    a.store(crossing.index(), after(b, "word 0 after", firstAfter));
    a.store(crossing.index().plus(1), after(b, "word 1 after", secondAfter));
    a.nextInSequence(b.constant(Opcode.SW.number()).minus(half));
    return b.build();
  }

  private static Expr after(ConstraintBuilder b, String name, Expr expected) {
    Expr after = b.committed(name);
    b.zero(name, after.minus(expected));
    return after;
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
    int n = rows.count();
    int[] opcodes = rows.opcodes();
    int[] address = rows.address();
    int[] others = rows.firstOthers();
    boolean[] middle = new boolean[n];
    boolean[] valueMiddle = new boolean[n];
    long[] out = cells.entries();
    int halfAt = cells.at(HALF);
    for (int i = 0; i < n; i++) {
      boolean half = opcodes[i] == Opcode.SH.number();
      middle[i] = (address[i] & Crossing.LAST) == 2;
      valueMiddle[i] = middle[i] || half;
      out[halfAt + i] = half ? 1 : 0;
    }
    Crossing.fillStores(rows, cells, CROSSING, floor);
    int[] seconds = rows.other(rows.others().befores(), others, 0);
    cut(cells, 0, rows.column(TraceColumn.WORD_BEFORE), middle);
    cut(cells, 1, seconds, middle);
    cut(cells, 2, rows.rs2(), valueMiddle);
    cells.words(FIRST_AFTER, rows.column(TraceColumn.WORD_AFTER), n);
    cells.words(SECOND_AFTER, rows.other(rows.others().afters(), others, 0), n);
  }

  private static void cut(Cells cells, int number, int[] words, boolean[] middle) {
    int column = CUTS + number * WordCut.COLUMNS;
    WordCut.fill(cells, column, words, middle, words.length);
    WordCut.fillAnd(cells, ANDS + number, column, words.length);
  }
}
