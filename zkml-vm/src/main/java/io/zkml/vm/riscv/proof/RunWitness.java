package io.zkml.vm.riscv.proof;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.riscv.chip.Buses;
import io.zkml.vm.riscv.chip.Cells;
import io.zkml.vm.riscv.chip.InstructionChip;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.chip.Refreshes;
import io.zkml.vm.riscv.chip.Rows;
import io.zkml.vm.riscv.exec.MemoryBoundary;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceSummary;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Register;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fills the columns of a shard's proof from its trace. */
final class RunWitness {

  private final RunPlan plan;
  private final Code code;
  private final List<TraceChunk> chunks;
  private final Workers workers;
  private final long[] entries;
  private final long[] offsets;

  RunWitness(RunPlan plan, Code code, List<TraceChunk> chunks, Workers workers) {
    this.plan = plan;
    this.code = code;
    this.chunks = chunks;
    this.workers = workers;
    StackedLayout layout = plan.layout();
    this.entries = new long[Math.toIntExact(layout.size())];
    this.offsets = layout.offsets();
  }

  /** What the tables in the last shard hold of all shards' instructions; filled shard by shard. */
  record Totals(LookupCounts counts, List<Refreshes> refreshes) {
    Totals(int textWords, Workers workers) {
      this(new LookupCounts(textWords, workers), new ArrayList<>());
    }
  }

  /** The witness of a shard before the last. */
  Witness build() {
    fillInstructions();
    return new Witness(List.of(entries), List.of());
  }

  /** The same, adding to the totals. */
  Witness build(Totals totals) {
    totals.refreshes().addAll(fillInstructions());
    count(totals.counts());
    return new Witness(List.of(entries), List.of());
  }

  /**
   * The witness of the last shard.
   *
   * @param totals of all others
   */
  Witness build(TraceSummary summary, List<ModelObject> models, Totals totals) {
    totals.refreshes().addAll(fillInstructions());
    fillRefreshes(totals.refreshes());
    fillBoundary(summary.boundary());
    fillOutput(summary.result().output());
    List<long[]> virtual = fillModels(summary.calls(), models);
    count(totals.counts());
    totals.counts().write(plan, entries, offsets);
    return new Witness(List.of(entries), virtual);
  }

  private void count(LookupCounts counts) {
    counts.addFetches(chunks);
    counts.add(plan, entries, offsets);
  }

  /** Fills the models' parts; returns their virtual columns. */
  private List<long[]> fillModels(List<TracedCall> all, List<ModelObject> models) {
    List<long[]> virtual = new ArrayList<>();
    for (ModelPart part : plan.models().parts()) {
      List<TracedCall> calls = all.stream().filter(c -> c.call().model() == part.number()).toList();
      ModelObject model = models.get(part.number());
      List<List<long[]>> tensors = calls.stream().map(c -> model.run(c.input())).toList();
      virtual.addAll(new ModelWitness(part, calls, tensors, entries, offsets).fill());
    }
    return virtual;
  }

  /** Returns what the instructions refresh, chunk by chunk. */
  private List<Refreshes> fillInstructions() {
    TraceKinds kinds = new TraceKinds(code);
    int[][] counts = new int[chunks.size()][];
    workers.forEach(chunks.size(), c -> counts[c] = kinds.count(chunks.get(c)));
    int[][] starts = new int[chunks.size()][InstructionKind.ALL.size()];
    for (int c = 1; c < starts.length; c++) {
      for (int k = 0; k < starts[c].length; k++) {
        starts[c][k] = starts[c - 1][k] + counts[c - 1][k];
      }
    }
    Refreshes[] refreshes = new Refreshes[chunks.size()];
    Arrays.setAll(refreshes, c -> new Refreshes());
    workers.forEach(chunks.size(), c -> fill(kinds, chunks.get(c), starts[c], refreshes[c]));
    return List.of(refreshes);
  }

  private void fillRefreshes(List<Refreshes> refreshes) {
    int row = 0;
    for (Refreshes r : refreshes) {
      if (r.size() > 0) {
        r.fill(new Cells(entries, columns(plan.tables().refreshes()), row));
        row += r.size();
      }
    }
  }

  private void fill(TraceKinds kinds, TraceChunk chunk, int[] starts, Refreshes refreshes) {
    TraceKinds.Sorted sorted = kinds.sort(chunk);
    for (InstructionKind kind : InstructionKind.ALL) {
      int k = kind.number();
      int from = sorted.starts()[k];
      int count = sorted.count(k);
      int row = starts[k];
      for (int s = plan.firstSegment(kind); s < plan.endSegment(kind) && count > 0; s++) {
        int rows = (int) plan.plan().segments().get(s).rows();
        int here = Math.min(count, rows - row);
        if (here > 0) {
          InstructionChip chip = plan.chips().chip(kind);
          Rows cycles = new Rows(code, chunk, sorted.order(), from, here, refreshes);
          chip.fill(cycles, new Cells(entries, columns(s), row));
          from += here;
          count -= here;
          row += here;
        }
        row -= rows;
      }
    }
  }

  /** First entries of a segment's columns in this commitment. */
  private int[] columns(int segment) {
    return plan.columns(segment, offsets);
  }

  private void fillBoundary(MemoryBoundary boundary) {
    int[] registers = columns(plan.tables().registers());
    for (int i = 0; i < Register.CELLS; i++) {
      entries[registers[0] + i] = boundary.last()[i] & Rows.MASK;
      entries[registers[1] + i] = boundary.times()[i];
    }
    int at = Register.CELLS;
    for (int s = plan.tables().ram(); s < plan.tables().ends(); s++) {
      int rows = (int) plan.plan().segments().get(s).rows();
      fillRam(boundary, at, rows, columns(s));
      at += rows;
    }
    int[] ends = columns(plan.tables().ends());
    entries[ends[0]] = boundary.addresses()[boundary.size() - 1];
  }

  private void fillRam(MemoryBoundary boundary, int from, int rows, int[] columns) {
    for (int i = 0; i < rows; i++) {
      int at = from + i;
      int index = boundary.addresses()[at];
      int previous = at == Register.CELLS ? -1 : boundary.addresses()[at - 1];
      entries[columns[0] + i] = index;
      entries[columns[1] + i] = Goldilocks.fromSigned(previous);
      entries[columns[2] + i] = boundary.image()[at] ? 1 : 0;
      entries[columns[3] + i] = boundary.initial()[at] & Rows.MASK;
      entries[columns[4] + i] = boundary.last()[at] & Rows.MASK;
      entries[columns[5] + i] = boundary.times()[at];
      entries[columns[6] + i] = (long) ((index - previous - 1) >>> Buses.RANGE_BITS);
    }
  }

  private void fillOutput(byte[] output) {
    if (plan.tables().output() >= 0) {
      int at = columns(plan.tables().output())[0];
      for (int i = 0; i < output.length; i++) {
        entries[at + i] = output[i] & 0xff;
      }
    }
  }
}
