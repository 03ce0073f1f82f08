package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.vm.riscv.exec.OtherAccesses;
import io.zkml.vm.riscv.isa.Register;

/**
 * write: to descriptor 1 one byte of public output, or none of an empty buffer; to descriptor 2
 * everything, which leaves no trace.
 */
public final class EcallWriteChip implements InstructionChip {

  private static final int NUMBER = 64;
  private static final int ACCESSES = 7;
  private static final Chip CHIP = record();

  private static Chip record() {
    ConstraintBuilder b = new ConstraintBuilder("write");
    CallAdapter a = new CallAdapter(b, NUMBER);
    Expr some = a.flag("some");
    Expr diagnostic = a.flag("diagnostic");
    b.zero("diagnostics are no output", some.times(diagnostic));
    Expr descriptor = diagnostic.plus(1);
    a.read(Register.A0, descriptor);
    Expr buffer = a.read(Register.A1);
    Expr length = a.read(Register.A2);
    Expr result = b.committed("result");
    Expr none = a.real().minus(some).minus(diagnostic);
    b.zero("nothing of an empty buffer", none.times(length));
    b.zero("result", result.minus(some).minus(diagnostic.times(length)));
    // SOUNDNESS: one byte of a buffer that has one.
    Words.word(b, "rest of the buffer", length.minus(some));
    Expr[] place = a.places(some);
    Expr index = a.index(some, buffer, place, 0, Words.INDEX_BITS);
    Expr word = b.committed("word");
    Expr[] bytes = a.bytes(word);
    Expr output = selected(b, place, bytes);
    a.memory(some, index, word, word);
    Expr counter = a.count(some);
    b.interact("output", Buses.OUTPUT, some, counter, output);
    a.result(descriptor, result);
    a.next();
    return b.build();
  }

  /** A column for the byte whose place is selected; 0 if none is. */
  private static Expr selected(ConstraintBuilder b, Expr[] place, Expr[] bytes) {
    Expr output = b.committed("output byte");
    Expr selected = b.constant(0);
    for (int i = 0; i < place.length; i++) {
      selected = selected.plus(place[i].times(bytes[i]));
    }
    b.zero("output byte", output.minus(selected));
    return output;
  }

  @Override
  public Chip chip() {
    return CHIP;
  }

  @Override
  public int accesses() {
    return ACCESSES;
  }

  @Override
  public void fill(Rows rows, Cells cells) {
    CallRows call = new CallRows(rows, cells);
    int n = rows.count();
    int[] descriptor = rows.rs2();
    int[] result = rows.result();
    boolean[] some = new boolean[n];
    boolean[] diagnostic = new boolean[n];
    for (int i = 0; i < n; i++) {
      diagnostic[i] = descriptor[i] == 2;
      some[i] = !diagnostic[i] && result[i] == 1;
    }
    call.flags(some);
    call.flags(diagnostic);
    call.descriptor(false);
    int[] buffer = call.argument(Register.A1);
    int[] rest = call.argument(Register.A2);
    for (int i = 0; i < n; i++) {
      rest[i] -= some[i] ? 1 : 0;
    }
    call.put(result);
    call.upperLimbs(rest);
    call.places(buffer, some);
    call.index(buffer, some, 0);
    transfer(rows, call, buffer, some);
    call.result();
  }

  /** The word and its bytes, the byte written, the accesses of word and counter. */
  private static void transfer(Rows rows, CallRows call, int[] buffer, boolean[] some) {
    OtherAccesses others = rows.others();
    int[] word = call.transfer(others.befores(), some, 0);
    int[] output = new int[rows.count()];
    for (int i = 0; i < output.length; i++) {
      output[i] = some[i] ? (word[i] >>> (8 * (buffer[i] & 3))) & 0xff : 0;
    }
    call.put(word);
    call.bytes(word);
    call.put(output);
    call.memory(some);
    call.counter(some);
  }
}
