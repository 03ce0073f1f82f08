package io.zkml.vm.riscv.proof;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.ProductGroups;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.proof.RepeatedMachine;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelCall;
import java.util.List;

/**
 * What one run of a model adds to plans and proofs; many runs add that much each.
 *
 * @param parts terms of relations, with their gathers' entries, and blocks with rows of their own
 * @param values blocks of the witness of which every proof gives a value, 24 bytes long
 */
record ModelSize(long parts, long values) {

  /** Most parts of all models' plans, those of one run counted once a call. */
  static final long MAX_PARTS = 1L << 18;

  /** So many entries of a gather are a part. */
  private static final int ENTRIES = 64;

  private static final int EXT_BYTES = 3 * Long.BYTES;

  /** The size of one run. */
  static ModelSize of(GuestModel model) {
    ProofPlan plan =
        new RepeatedMachine(model.program(), model.inputs(), model.outputs(), 1).plan();
    long parts = 0;
    for (Relation r : plan.relations()) {
      for (Term t : r.terms()) {
        parts += parts(t);
      }
    }
    for (Segment s : plan.segments()) {
      parts += blocks(s);
    }
    // Of different runs' operands in the witness no two are the same block.
    long values =
        new ProductGroups(plan.relations())
            .groups().stream().filter(g -> g.operand().source() == RunPlan.RUN).count();
    return new ModelSize(parts, values);
  }

  /** A gather is a list in the plan, and the verifier expands both of its sides. */
  private static long parts(Term term) {
    long parts = 1;
    for (AxisMap axis : term.axes()) {
      if (axis instanceof AxisMap.Gather g) {
        parts += ((1L << g.outLog()) + (1L << g.aLog())) / ENTRIES;
      }
    }
    return parts;
  }

  private static long blocks(Segment segment) {
    long blocks = 0;
    for (Segment.Source source : segment.sources()) {
      if (source instanceof Segment.Public(PublicColumn.RealPositions real)) {
        blocks += real.boxes().size();
      }
    }
    return blocks;
  }

  /**
   * Checks what calls ask for before anything as large is made.
   *
   * @param bytes that a proof may have
   * @throws IllegalArgumentException if their plan is too large, or every proof has more bytes
   */
  static void check(List<GuestModel> models, List<ModelCall> calls, long bytes) {
    int[] count = new int[models.size()];
    for (ModelCall call : calls) {
      RunShape.require(call.model() >= 0 && call.model() < count.length, "model " + call.model());
      count[call.model()]++;
    }
    long parts = 0;
    long least = 0;
    for (int m = 0; m < count.length; m++) {
      if (count[m] > 0) {
        ModelSize size = of(models.get(m));
        parts += count[m] * size.parts();
        least += count[m] * size.values() * EXT_BYTES;
      }
    }
    RunShape.require(parts <= MAX_PARTS, "calls of models with " + parts + " parts");
    RunShape.require(least <= bytes, "calls of models with " + least + " bytes of values");
  }
}
