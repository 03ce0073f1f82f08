package io.zkml.vm.riscv.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.contraction.Relation;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.proof.RepeatedMachine;
import io.zkml.vm.proof.StoredColumn;
import io.zkml.vm.riscv.chip.ModelChips;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelCall;
import java.util.ArrayList;
import java.util.List;

/** What all calls of one model add to a run's plan. */
final class ModelPart {

  private final GuestModel model;
  private final List<ModelCall> calls;
  private final RepeatedMachine machine;
  private final PlanShift shift;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private final List<Integer> logs = new ArrayList<>();
  private final List<Link> inputs = new ArrayList<>();
  private final List<Link> outputs = new ArrayList<>();

  /**
   * A segment that ties a column of the model to memory.
   *
   * @param column the model's
   * @param blocks blocks of the run's commitment for the segment's own columns
   */
  record Link(StoredColumn column, List<Integer> blocks) {}

  /**
   * The part of a model that is called.
   *
   * @param calls at least one, in order
   */
  ModelPart(GuestModel model, List<ModelCall> calls, PlanShift shift) {
    this.model = model;
    this.calls = calls;
    this.shift = shift;
    this.machine =
        new RepeatedMachine(model.program(), model.inputs(), model.outputs(), calls.size());
    machine.plan().segments().forEach(s -> segments.add(shift.segment(s)));
    machine.plan().relations().forEach(r -> relations.add(shift.relation(r)));
    logs.addAll(machine.plan().commitments().get(RunPlan.RUN).blockLogs());
    machine.inputs().forEach(c -> inputs.add(link(c, ModelChips.LOAD)));
    machine.outputs().forEach(c -> outputs.add(link(c, ModelChips.STORE)));
  }

  private Link link(StoredColumn column, Chip chip) {
    boolean load = chip.equals(ModelChips.LOAD);
    List<Segment.Source> sources = new ArrayList<>();
    List<PublicColumn.Part> indices = new ArrayList<>();
    List<PublicColumn.Part> clks = new ArrayList<>();
    for (StoredColumn.Place p : column.places()) {
      ModelCall call = calls.get(p.run());
      int address = load ? call.input() : call.output();
      int offset = load ? model.inputOffset(p.number()) : model.outputOffset(p.number());
      indices.add(p.numbers((address >>> 2) + (long) offset));
      clks.add(p.constant(load ? call.clk() : call.clk() + 1L));
    }
    List<PublicColumn.Box> boxes = column.places().stream().map(StoredColumn.Place::box).toList();
    sources.add(new Segment.Public(new PublicColumn.RealPositions(boxes)));
    sources.add(new Segment.Public(new PublicColumn.Linear(indices)));
    sources.add(new Segment.Public(new PublicColumn.Linear(clks)));
    // SOUNDNESS: the very cells that the model reads or writes.
    sources.add(shift.column(column.source()));
    List<Integer> blocks = new ArrayList<>();
    for (Chip.Column c : chip.columns().subList(sources.size(), chip.columns().size())) {
      if (c.kind() != ColumnKind.COMMITTED) {
        throw new IllegalStateException(c.name() + " is not committed");
      }
      blocks.add(shift.witness() + logs.size());
      sources.add(new Segment.Committed(RunPlan.RUN, blocks.getLast()));
      logs.add(column.logRows());
    }
    segments.add(new Segment(chip, column.rows(), column.logRows(), sources));
    return new Link(column, blocks);
  }

  GuestModel model() {
    return model;
  }

  /** The model's number. */
  int number() {
    return shift.model();
  }

  RepeatedMachine machine() {
    return machine;
  }

  List<Segment> segments() {
    return segments;
  }

  List<Relation> relations() {
    return relations;
  }

  /** log2 of its blocks of the run's commitment: the machine's, then those of links. */
  List<Integer> logs() {
    return logs;
  }

  /** Number of its first block. */
  int firstBlock() {
    return shift.witness();
  }

  List<Link> inputs() {
    return inputs;
  }

  List<Link> outputs() {
    return outputs;
  }
}
