package io.zkml.vm.riscv.proof;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RangeTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a model's own plan part of a run's: its constants come after other blocks of the program's
 * commitment, its witness after other blocks of the run's, and its tables are on buses of its own.
 *
 * @param model the model's number
 * @param constants blocks of the program's commitment before its own
 * @param witness blocks of the run's commitment before its own
 * @param relations relations before its own
 */
record PlanShift(int model, int constants, int witness, int relations) {

  /** The first of two bus ids a model. */
  private static final int FIRST_BUS = 64;

  Segment segment(Segment s) {
    List<Segment.Source> sources = new ArrayList<>();
    for (Segment.Source source : s.sources()) {
      sources.add(
          switch (source) {
            case Segment.Committed c -> column(c);
            case Segment.Virtual v -> new Segment.Virtual(v.relation() + relations);
            case Segment.Public p -> p;
          });
    }
    return new Segment(chip(s.chip()), s.rows(), s.logRows(), sources);
  }

  Segment.Committed column(Segment.Committed c) {
    return new Segment.Committed(c.commitment(), c.block() + blocks(c.commitment()));
  }

  Relation relation(Relation r) {
    List<Term> terms = new ArrayList<>();
    for (Term t : r.terms()) {
      Operand b = t.b();
      terms.add(
          new Term(
              t.rowOffset(),
              t.scale(),
              operand(t.a()),
              b == null ? null : operand(b),
              t.axes(),
              t.outOrder(),
              t.bOrder()));
    }
    return new Relation(r.label(), r.variables(), terms);
  }

  private Operand operand(Operand o) {
    return new Operand(o.source(), o.block() + blocks(o.source()), o.offset());
  }

  private int blocks(int commitment) {
    return commitment == RunPlan.PROGRAM ? constants : witness;
  }

  private Chip chip(Chip chip) {
    List<Interaction> messages = new ArrayList<>();
    for (Interaction i : chip.interactions()) {
      messages.add(new Interaction(i.label(), bus(i.bus()), i.numerator(), i.values()));
    }
    return new Chip(
        chip.name() + " of model " + model,
        chip.columns(),
        chip.graph(),
        chip.constraints(),
        messages);
  }

  private Bus bus(Bus bus) {
    // SOUNDNESS: a model's range and function tables have other entries than the run's and other
    // models'; a message on their bus would be another claim.
    int id = FIRST_BUS + 2 * model;
    if (bus.equals(RangeTable.BUS)) {
      return new Bus("range of model " + model, id, bus.width());
    }
    if (bus.equals(FunctionTable.BUS)) {
      return new Bus("function of model " + model, id + 1, bus.width());
    }
    throw new IllegalStateException("models do not use " + bus.name());
  }
}
