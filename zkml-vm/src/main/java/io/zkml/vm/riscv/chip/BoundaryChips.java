package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** How runs begin and end. Public columns come first. */
public final class BoundaryChips {

  /** Registers, which begin as zero. Public: real, number. Committed: last value, last time. */
  public static final Chip REGISTERS = registers();

  /**
   * Accesses of registers that change nothing, before others that would come too late. Committed:
   * used, number, value, time before, time, upper limb of what has passed.
   */
  public static final Chip REFRESH = refresh();

  /**
   * Memory, one row a word that the run touches or the image has. Public: real. Committed: word
   * index, the one before, whether the image has it, first value, last value, last time, upper limb
   * of the distance.
   */
  public static final Chip RAM = ram();

  /**
   * One row: first and last state, the ends of the chain of words. Public: entry, exit code, last
   * clock. Committed: the last word index.
   */
  public static final Chip ENDS = ends();

  /** The public output. Public: real, index. Committed: byte. */
  public static final Chip OUTPUT = output();

  /** The clock of a run's first access: what is there at first has time 0. */
  public static final int FIRST_CLK = 1;

  private BoundaryChips() {}

  private static Chip registers() {
    ConstraintBuilder b = new ConstraintBuilder("register boundary");
    Expr real = b.publicColumn("real");
    Expr number = b.publicColumn("number");
    Expr last = b.committed("last value");
    Expr time = b.committed("last time");
    Expr zero = b.constant(0);
    Expr space = b.constant(Buses.REGISTERS);
    b.interact("first", Buses.MEMORY, real, space, number, zero, zero);
    b.interact("last", Buses.MEMORY, real.negate(), space, number, last, time);
    return b.build();
  }

  private static Chip refresh() {
    ConstraintBuilder b = new ConstraintBuilder("refresh");
    Expr used = Words.bool(b, "used");
    Expr number = b.committed("number");
    Expr value = b.committed("value");
    Expr before = b.committed("time before");
    Expr time = b.committed("time");
    Expr space = b.constant(Buses.REGISTERS);
    b.interact("before", Buses.MEMORY, used.negate(), space, number, value, before);
    b.interact("after", Buses.MEMORY, used, space, number, value, time);
    // SOUNDNESS: time passes as in any access; a refresh more, at any time, reads and changes
    // nothing.
    Words.word(b, "gap", time.minus(before).minus(used));
    return b.build();
  }

  private static Chip ram() {
    ConstraintBuilder b = new ConstraintBuilder("memory boundary");
    Expr real = b.publicColumn("real");
    Expr index = b.committed("index");
    Expr previous = b.committed("previous index");
    Expr image = Words.bool(b, "image");
    Expr first = b.committed("first value");
    Expr last = b.committed("last value");
    Expr time = b.committed("last time");
    // SOUNDNESS: a padding row that took a word of the image would let it begin as zero.
    b.zero("image in rows in use", image.times(real).minus(image));
    b.zero("others begin as zero", first.times(image).minus(first));
    Expr space = b.constant(Buses.RAM);
    b.interact("first", Buses.MEMORY, real, space, index, first, b.constant(0));
    b.interact("last", Buses.MEMORY, real.negate(), space, index, last, time);
    b.interact("image", Buses.IMAGE, image.negate(), index, first);
    // SOUNDNESS: indices increase along the chain, so no word begins twice. At most 2^30 steps of
    // at most 2^32 never lead around p.
    b.interact("previous", Buses.CHAIN, real.negate(), previous);
    b.interact("next", Buses.CHAIN, real, index);
    Words.word(b, "distance", index.minus(previous).minus(real));
    return b.build();
  }

  private static Chip ends() {
    ConstraintBuilder b = new ConstraintBuilder("ends");
    Expr entry = b.publicColumn("entry");
    Expr code = b.publicColumn("exit code");
    Expr clk = b.publicColumn("last clk");
    Expr last = b.committed("last index");
    Expr minus = b.constant(-1);
    b.send("first state", Buses.EXECUTION, entry, b.constant(FIRST_CLK));
    b.interact("exit", Buses.EXIT, minus, code, clk);
    b.send("before the first word", Buses.CHAIN, minus);
    b.interact("after the last word", Buses.CHAIN, minus, last);
    return b.build();
  }

  private static Chip output() {
    ConstraintBuilder b = new ConstraintBuilder("output");
    Expr real = b.publicColumn("real");
    Expr index = b.publicColumn("index");
    b.interact("byte", Buses.OUTPUT, real.negate(), index, b.committed("byte"));
    return b.build();
  }
}
