package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.isa.Register;

/**
 * read from descriptor 0: a word to an aligned buffer of at least 4 bytes, a byte to a buffer of at
 * least one, or nothing. What is read, and whether more is left, is the prover's to say: private
 * input.
 */
public final class EcallReadChip implements InstructionChip {

  private static final int NUMBER = 63;
  private static final int ACCESSES = 6;

  private final int floor;
  private final Chip chip;

  /**
   * The chip of programs whose data begins at a word index.
   *
   * @param floor at most 2^29
   */
  public EcallReadChip(int floor) {
    this.floor = floor;
    this.chip = record(floor);
  }

  private static Chip record(int floor) {
    ConstraintBuilder b = new ConstraintBuilder("read");
    CallAdapter a = new CallAdapter(b, NUMBER);
    Expr zero = b.constant(0);
    a.read(Register.A0, zero);
    Expr buffer = a.read(Register.A1);
    Expr length = a.read(Register.A2);
    Expr some = a.flag("some");
    Expr word = Words.bool(b, "word");
    b.zero("a word is some", word.times(some).minus(word));
    Expr[] place = a.places(some.minus(word));
    Expr index = a.index(some, buffer, place, floor, Words.STORE_BITS);
    Expr before = b.committed("before");
    Expr after = b.committed("after");
    replaceByte(b, a, place, before, after);
    // SOUNDNESS: whatever the prover feeds in is a word.
    Words.word(b, "after", after);
    Expr count = word.times(3).plus(some);
    Words.word(b, "rest of the buffer", length.minus(count));
    a.memory(some, index, before, after);
    a.result(zero, count);
    a.next();
    return b.build();
  }

  /** Where a place is selected, the byte there is replaced by one of the input. */
  private static void replaceByte(
      ConstraintBuilder b, CallAdapter a, Expr[] place, Expr before, Expr after) {
    Expr input = b.committed("input byte");
    Expr[] bytes = a.bytes(before);
    Expr changed = b.constant(0);
    for (int i = 0; i < place.length; i++) {
      Expr change = input.minus(bytes[i]).times(1L << (8 * i));
      changed = changed.plus(place[i].times(after.minus(before).minus(change)));
    }
    b.zero("one byte changes", changed);
    Words.range(b, "input byte", input, 8);
  }

  @Override
  public Chip chip() {
    return chip;
  }

  @Override
  public int accesses() {
    return ACCESSES;
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    CallRows call = new CallRows(rows, cells);
    call.descriptor(false);
    int[] buffer = call.argument(Register.A1);
    int[] length = call.argument(Register.A2);
    int[] count = rows.result();
    int n = rows.count();
    boolean[] some = new boolean[n];
    boolean[] word = new boolean[n];
    boolean[] single = new boolean[n];
    int[] rest = new int[n];
    for (int i = 0; i < n; i++) {
      some[i] = count[i] != 0;
      word[i] = count[i] == 4;
      single[i] = count[i] == 1;
      rest[i] = length[i] - count[i];
    }
    call.flags(some);
    call.flags(word);
    call.places(buffer, single);
    call.index(buffer, some, floor);
    int[] after = transfer(rows, call, buffer, some, single);
    call.upperLimbs(after);
    call.upperLimbs(rest);
    call.memory(some);
    call.result();
  }

  /**
   * The word before and after, the byte of the input, bytes of the word; returns the word after.
   */
  private static int[] transfer(
      Rows rows, CallRows call, int[] buffer, boolean[] some, boolean[] single) {
    OtherAccesses others = rows.others();
    int[] before = call.transfer(others.befores(), some, 0);
    int[] after = call.transfer(others.afters(), some, 0);
    int[] input = new int[rows.count()];
    for (int i = 0; i < input.length; i++) {
      input[i] = single[i] ? (after[i] >>> (8 * (buffer[i] & 3))) & 0xff : 0;
    }
    call.put(before);
    call.put(after);
    call.put(input);
    call.bytes(before);
    return after;
  }
}
