package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Opcode;

/** sb and sh to one word of memory: of which the part is replaced by the lower bytes of rs2. */
public final class StorePartChip implements InstructionChip {

  private static final Operands OPERANDS = Operands.STORE;
  private static final int PARTS = OPERANDS.columns();
  private static final int LOW = PARTS + WordParts.COLUMNS;
  private static final int NEXT = LOW + 1;
  private static final int AND = NEXT + 1;
  private static final int AFTER = AND + 1;
  private static final int INDEX = AFTER + 1;

  private final int floor;
  private final Chip chip;

  /**
   * The chip of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public StorePartChip(int floor) {
    this.floor = floor;
    this.chip = record(floor);
  }

  private static Chip record(int floor) {
    ConstraintBuilder b = new ConstraintBuilder("sb, sh");
    Adapter a = new Adapter(b, OPERANDS);
    WordParts parts = new WordParts(b, a.real(), a.word(0));
    // SOUNDNESS: two bytes and 16 bits are below 2^32: a word is made of one choice of them.
    Expr low = b.committed("rs2, byte 0");
    Expr next = b.committed("rs2, byte 1");
    Bytes.and(b, "rs2, conjunction", low, next);
    Expr rest = a.rs2().minus(low).minus(next.times(1L << 8)).times(Words.inverse(1L << 16));
    Words.range(b, "rs2, upper half", rest, Buses.RANGE_BITS);
    Expr part = low.plus(parts.wantsHalf().times(next.times(1L << 8)));
    Expr after = b.committed("word after");
    Expr change = parts.scale().times(part.minus(parts.part()));
    b.zero("word after", after.minus(a.word(0)).minus(change));
    a.store(Addresses.storeIndex(b, a, parts.offset(), floor), after);
    a.nextInSequence(b.constant(Opcode.SB.number()).plus(parts.wantsHalf()));
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
    int n = rows.count();
    int[] values = rows.rs2();
    WordParts.fill(rows, cells, PARTS, rows.column(TraceColumn.WORD_BEFORE));
    long[] out = cells.entries();
    int lowAt = cells.at(LOW);
    int nextAt = cells.at(NEXT);
    int andAt = cells.at(AND);
    for (int i = 0; i < n; i++) {
      out[lowAt + i] = values[i] & 0xff;
      out[nextAt + i] = (long) ((values[i] >>> 8) & 0xff);
      out[andAt + i] = (long) (values[i] & (values[i] >>> 8) & 0xff);
    }
    cells.words(AFTER, rows.column(TraceColumn.WORD_AFTER), n);
    Addresses.fill(rows, cells, INDEX, floor);
  }
}
