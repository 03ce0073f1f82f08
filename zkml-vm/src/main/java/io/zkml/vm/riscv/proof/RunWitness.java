package io.zkml.vm.riscv.proof;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.riscv.chip.Buses;
import io.zkml.vm.riscv.chip.Cells;
import io.zkml.vm.riscv.chip.InstructionChip;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.chip.Refreshes;
import io.zkml.vm.riscv.chip.Rows;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.MemoryBoundary;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.isa.Register;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fills the columns of a run's proof from its trace. */
final class RunWitness {

  private final RunPlan plan;
  private final List<ModelObject> models;
  private final ExecutionTrace trace;
  private final Workers workers;
  private final long[] entries;
  private final long[] offsets;

  RunWitness(RunPlan plan, List<ModelObject> models, ExecutionTrace trace, Workers workers) {
    this.plan = plan;
    this.models = models;
    this.trace = trace;
    this.workers = workers;
    StackedLayout layout =
        new StackedLayout(0, plan.plan().commitments().get(RunPlan.RUN).blockLogs());
    this.entries = new long[Math.toIntExact(layout.size())];
    this.offsets = layout.offsets();
  }

  /** A witness for a program that calls no models. */
  RunWitness(RunPlan plan, ExecutionTrace trace, Workers workers) {
    this(plan, List.of(), trace, workers);
  }

  /** The shape of a trace's run. */
  static RunShape shape(ExecutionTrace trace) {
    ShapeCounter counter = new ShapeCounter(trace.code());
    trace.chunks().forEach(counter);
    return counter.shape(trace.summary());
  }

  /** The witness. */
  Witness build() {
    fillInstructions();
    fillBoundary();
    fillOutput();
    countFetches();
    List<long[]> virtual = fillModels();
    new LookupCounts(plan, entries, offsets, workers).fill();
    return new Witness(List.of(entries), virtual);
  }

  /** Fills the models' parts; returns their virtual columns. */
  private List<long[]> fillModels() {
    List<long[]> virtual = new ArrayList<>();
    for (ModelPart part : plan.models().parts()) {
      List<TracedCall> calls =
          trace.summary().calls().stream().filter(c -> c.call().model() == part.number()).toList();
      ModelObject model = models.get(part.number());
      List<List<long[]>> tensors = calls.stream().map(c -> model.run(c.input())).toList();
      virtual.addAll(new ModelWitness(part, calls, tensors, entries, offsets).fill());
    }
    return virtual;
  }

  private void fillInstructions() {
    List<TraceChunk> chunks = trace.chunks();
    TraceKinds kinds = new TraceKinds(trace.code());
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
    fillRefreshes(refreshes);
  }

  private void fillRefreshes(Refreshes[] refreshes) {
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
          Rows cycles = new Rows(trace.code(), chunk, sorted.order(), from, here, refreshes);
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
    return columns(plan.plan().segments().get(segment), offsets);
  }

  static int[] columns(Segment segment, long[] offsets) {
    return segment.sources().stream()
        .filter(s -> s instanceof Segment.Committed c && c.commitment() == RunPlan.RUN)
        .mapToInt(s -> Math.toIntExact(offsets[((Segment.Committed) s).block()]))
        .toArray();
  }

  private void fillBoundary() {
    MemoryBoundary boundary = trace.summary().boundary();
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

  private void fillOutput() {
    if (plan.tables().output() >= 0) {
      int at = columns(plan.tables().output())[0];
      byte[] output = trace.summary().result().output();
      for (int i = 0; i < output.length; i++) {
        entries[at + i] = output[i] & 0xff;
      }
    }
  }

  private void countFetches() {
    int at = columns(plan.tables().program())[0];
    for (TraceChunk chunk : trace.chunks()) {
      int[] index = chunk.column(TraceColumn.INDEX);
      for (int i = 0; i < chunk.rows(); i++) {
        entries[at + index[i]]++;
      }
    }
  }
}
