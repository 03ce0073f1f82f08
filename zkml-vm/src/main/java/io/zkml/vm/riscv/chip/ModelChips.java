package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;

/** What ties calls of models to the run and to memory. Public columns come first. */
public final class ModelChips {

  private static final long WORD = 1L << 32;

  /** The calls of a run, in order. Public: real, model, input, output, clk. */
  public static final Chip CALLS = calls();

  /**
   * A model's input, read from memory: one row a word. Public: real, word index, clk. Committed:
   * the entry, which the model's own chips know, whether it is negative, time before, upper limb of
   * the time that has passed.
   */
  public static final Chip LOAD = load();

  /**
   * A model's output, written to memory: one row a word. Public: real, word index, clk. Committed:
   * the entry, which the model's own chips know, whether it is negative, upper limb of the word,
   * value before, time before, upper limb of the time that has passed.
   */
  public static final Chip STORE = store();

  private ModelChips() {}

  private static Chip calls() {
    ConstraintBuilder b = new ConstraintBuilder("model calls");
    Expr real = b.publicColumn("real");
    Expr model = b.publicColumn("model");
    Expr input = b.publicColumn("input");
    Expr output = b.publicColumn("output");
    b.interact("job", Buses.JOB, real.negate(), model, input, output, b.publicColumn("clk"));
    return b.build();
  }

  private static Chip load() {
    ConstraintBuilder b = new ConstraintBuilder("model input");
    Expr real = b.publicColumn("real");
    Expr index = b.publicColumn("index");
    Accesses accesses = new Accesses(b, real, b.publicColumn("clk"));
    Expr entry = b.committed("entry");
    // SOUNDNESS: entries are proven to be in -2^31 to 2^31 - 1, and all of memory is words; so the
    // word that is read fixes both entry and sign.
    Expr word = entry.plus(Words.bool(b, "negative").times(WORD));
    accesses.add("word", real, Buses.RAM, index, word, word, accesses.past("word", Buses.RAM));
    return b.build();
  }

  private static Chip store() {
    ConstraintBuilder b = new ConstraintBuilder("model output");
    Expr real = b.publicColumn("real");
    Expr index = b.publicColumn("index");
    Accesses accesses = new Accesses(b, real, b.publicColumn("clk"));
    Expr entry = b.committed("entry");
    Expr word = entry.plus(Words.bool(b, "negative").times(WORD));
    // SOUNDNESS: memory holds words only; of an entry in -2^31 to 2^31 - 1 this one.
    Words.word(b, "word", word);
    Expr before = b.committed("before");
    accesses.add("word", real, Buses.RAM, index, before, word, accesses.past("word", Buses.RAM));
    return b.build();
  }
}
