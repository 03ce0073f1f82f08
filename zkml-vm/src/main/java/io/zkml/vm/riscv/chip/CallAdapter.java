package io.zkml.vm.riscv.chip;

import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;

/**
 * The part that the chips of calls share: column 0 is the public indicator of rows in use, then
 * come pc and clk. The core names the accesses in the order of the clock: a7, a0, arguments,
 * memory, the output's counter, the result in a0. {@link CallRows} fills the columns in the same
 * order.
 */
final class CallAdapter {

  private static final long BYTE = 1L << 8;

  /** 1 / 2^24. */
  private static final long TOP_BYTE = Goldilocks.toSigned(Goldilocks.inverse(1L << 24));

  private final ConstraintBuilder b;
  private final Expr real;
  private final Expr pc;
  private final Expr clk;
  private final Accesses accesses;

  /** A chip for the call of a number: reads a7. */
  CallAdapter(ConstraintBuilder b, int number) {
    this.b = b;
    this.real = b.publicColumn("real");
    this.pc = b.committed("pc");
    this.clk = b.committed("clk");
    this.accesses = new Accesses(b, real, clk);
    read(Register.A7, b.constant(number));
  }

  Expr real() {
    return real;
  }

  /** Reads a register that must hold a value. */
  void read(Register register, Expr value) {
    access(register.name(), real, register.number(), value, value);
  }

  /** Reads a register: a column for its value. */
  Expr read(Register register) {
    Expr value = b.committed(register.name() + " value");
    read(register, value);
    return value;
  }

  /** The last access: a0 becomes the result. */
  void result(Expr before, Expr after) {
    access("result", real, Register.A0.number(), before, after);
  }

  /** Counts a byte of output, if one is present; returns its index, a column. */
  Expr count(Expr present) {
    Expr index = b.committed("output index");
    access("counter", present, Register.OUTPUT_COUNTER, index, index.plus(1));
    return index;
  }

  private void access(String name, Expr present, int register, Expr before, Expr after) {
    Expr address = b.constant(register);
    Accesses.Past past = accesses.past(name, Buses.REGISTERS);
    accesses.add(name, present, Buses.REGISTERS, address, before, after, past);
  }

  /** Accesses a word of memory, if present. */
  void memory(Expr present, Expr index, Expr before, Expr after) {
    Accesses.Past past = accesses.past("memory", Buses.RAM);
    accesses.add("memory", present, Buses.RAM, index, before, after, past);
  }

  /** A boolean column that is zero in padding. */
  Expr flag(String name) {
    Expr x = Words.bool(b, name);
    // SOUNDNESS: a padding row that took part in an access would make or swallow messages.
    b.zero(name + " in rows in use", x.times(real).minus(x));
    return x;
  }

  /** Four boolean columns, of which exactly one is 1 if {@code present} is, and none if not. */
  Expr[] places(Expr present) {
    return Words.selectors(b, present, "place 0", "place 1", "place 2", "place 3");
  }

  /**
   * The index of the word that holds the byte at an address: two columns.
   *
   * @param present where it is not 1, the address may be any
   * @param place of the byte in its word
   */
  Expr index(Expr present, Expr address, Expr[] place, int floor, int bits) {
    Expr index = b.committed("index");
    Expr offset = Words.select(b, place, 0, 1, 2, 3);
    b.zero("address", present.times(index.times(4).plus(offset).minus(address)));
    Words.limbs(b, "index", index.minus(real.times(floor)), bits);
    return index;
  }

  /** The bytes of a word, lowest first: three columns, and what they leave. */
  Expr[] bytes(Expr word) {
    Expr[] bytes = new Expr[4];
    Expr rest = word;
    long unit = 1;
    for (int i = 0; i < 3; i++) {
      bytes[i] = b.committed("byte " + i);
      rest = rest.minus(bytes[i].times(unit));
      unit *= BYTE;
    }
    bytes[3] = rest.times(TOP_BYTE);
    for (int i = 0; i < 4; i++) {
      Words.range(b, "byte " + i, bytes[i], 8);
    }
    return bytes;
  }

  /** Looks the call up in the text and receives the state. */
  void fetch() {
    b.interact(
        "fetch",
        Buses.PROGRAM,
        real,
        pc,
        b.constant(Opcode.ECALL.number()),
        b.constant(Register.A0.number()),
        b.constant(Register.A7.number()),
        b.constant(Register.A0.number()),
        b.constant(0));
    b.interact("state", Buses.EXECUTION, real.negate(), pc, clk);
  }

  /** Passes the state on to the next instruction. */
  void next() {
    fetch();
    b.interact("next state", Buses.EXECUTION, real, pc.plus(4), accesses.end());
  }

  /** Ends the run. */
  void exit(Expr code) {
    fetch();
    b.interact("exit", Buses.EXIT, real, code, accesses.end());
  }
}
