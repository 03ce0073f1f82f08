package io.zkml.vm.proof;

import io.zkml.core.air.AffineForm;
import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Fills the columns of a proof from the tensors of a run. */
final class WitnessBuilder {

  private final TensorProgram program;
  private final List<Instance> instances;
  private final ProofPlan plan;
  private final TensorMemory memory;
  private final List<long[]> entries = new ArrayList<>();
  private final List<long[]> offsets = new ArrayList<>();
  private final List<long[]> virtualColumns = new ArrayList<>();

  WitnessBuilder(
      TensorProgram program, List<Instance> instances, ProofPlan plan, List<long[]> tensors) {
    this.program = program;
    this.instances = instances;
    this.plan = plan;
    this.memory = TensorMemory.of(program.tensors(), program.rangeBits(), tensors);
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      StackedLayout layout = new StackedLayout(0, c.blockLogs());
      entries.add(new long[c.preprocessed() ? 0 : Math.toIntExact(layout.size())]);
      offsets.add(layout.offsets());
    }
  }

  /** The witness beside these boundary vectors of the same run. */
  Witness build(List<BoundaryVector> boundary) {
    int segment = 0;
    for (Instance instance : instances) {
      int segments = instance.stack().segmentLogs().size();
      List<Segment> own = plan.segments().subList(segment, segment + segments);
      for (Segment s : own) {
        for (Segment.Source source : s.sources()) {
          if (source instanceof Segment.Virtual) {
            virtualColumns.add(new long[1 << s.logRows()]);
          }
        }
      }
      for (int j = 0; j < instance.jobs().size(); j++) {
        fill(instance, j, own);
      }
      segment += segments;
    }
    countLookups();
    return new Witness(boundary, List.of(entries.getLast()), virtualColumns);
  }

  private void fill(Instance instance, int j, List<Segment> segments) {
    RowJob job = instance.jobs().get(j);
    TensorLayout layout = Instance.layout(program, job);
    List<Chip.Column> columns = instance.chip().columns();
    long[][] committed = job.committed(memory);
    int nextCommitted = 0;
    int nextOperand = 0;
    for (int c = 0; c < columns.size(); c++) {
      switch (columns.get(c).kind()) {
        case COMMITTED -> scatter(instance, j, segments, c, committed[nextCommitted++]);
        case VIRTUAL -> {
          long[] values = memory.operand(layout, job.operands().get(nextOperand++));
          scatter(instance, j, segments, c, values);
        }
        case PUBLIC -> {}
      }
    }
  }

  private void scatter(
      Instance instance, int j, List<Segment> segments, int column, long[] values) {
    TensorLayout layout = Instance.layout(program, instance.jobs().get(j));
    long[] canonical = canonical(values);
    for (int b = 0; b < layout.blocks(); b++) {
      Stack.Place p = instance.place(j, b);
      switch (segments.get(p.segment()).sources().get(column)) {
        case Segment.Committed x ->
            layout.scatter(canonical, b, entries.get(x.commitment()), offset(x) + p.row());
        case Segment.Virtual v ->
            layout.scatter(canonical, b, virtualColumns.get(v.relation()), p.row());
        case Segment.Public x -> throw new IllegalStateException("public columns have no cells");
      }
    }
  }

  private static long[] canonical(long[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Goldilocks.fromSigned(values[i]);
    }
    return out;
  }

  /** Fills the tables' multiplicities: every row of every segment looks up, padding included. */
  private void countLookups() {
    for (Segment s : plan.segments()) {
      for (Interaction i : s.chip().interactions()) {
        boolean sends = isOne(s, i);
        if (sends && i.bus().equals(RangeTable.BUS)) {
          count(s, i, 0, table(RangeTable.BUS, 0));
        } else if (sends && i.bus().equals(FunctionTable.BUS)) {
          count(s, i, 1, table(FunctionTable.BUS, form(s, i.values().getFirst()).constant()));
        }
      }
    }
  }

  /** Whether a message is counted once: those of tables are counted by their multiplicity. */
  private static boolean isOne(Segment s, Interaction i) {
    AffineForm numerator = form(s, i.numerator());
    return numerator.constant() == 1
        && Arrays.stream(numerator.coefficients()).allMatch(c -> c == 0);
  }

  /** The segment that owns a table id of a bus. */
  private Segment table(Bus bus, long id) {
    for (Segment s : plan.segments()) {
      if (!s.chip().interactions().isEmpty() && owns(s, bus, id)) {
        return s;
      }
    }
    throw new IllegalStateException("bus " + bus.name() + " has no table " + id);
  }

  private static boolean owns(Segment s, Bus bus, long id) {
    Interaction i = s.chip().interactions().getFirst();
    boolean owner = i.bus().equals(bus) && !isOne(s, i);
    return owner && (bus.width() == 1 || form(s, i.values().getFirst()).constant() == id);
  }

  private void count(Segment s, Interaction message, int keySlot, Segment table) {
    Segment.Committed column = (Segment.Committed) table.sources().getFirst();
    long[] counts = entries.getLast();
    int base = offset(column);
    long keys = 1L << table.logRows();
    for (long v : values(s, form(s, message.values().get(keySlot)))) {
      if (Long.compareUnsigned(v, keys) >= 0) {
        throw new IllegalStateException(
            s.chip().name() + "." + message.label() + " looks up " + Goldilocks.toSigned(v));
      }
      counts[base + (int) v]++;
    }
  }

  private int offset(Segment.Committed column) {
    return Math.toIntExact(offsets.get(column.commitment())[column.block()]);
  }

  private static AffineForm form(Segment s, int node) {
    return AffineForm.of(s.chip().graph(), node, s.sources().size());
  }

  private long[] values(Segment s, AffineForm form) {
    long[] sum = new long[1 << s.logRows()];
    Arrays.fill(sum, form.constant());
    for (int c = 0; c < form.coefficients().length; c++) {
      if (form.coefficients()[c] != 0) {
        addScaled(s.sources().get(c), form.coefficients()[c], sum);
      }
    }
    return sum;
  }

  private void addScaled(Segment.Source source, long factor, long[] sum) {
    switch (source) {
      case Segment.Virtual v -> addScaled(virtualColumns.get(v.relation()), 0, factor, sum);
      case Segment.Committed c -> addScaled(entries.get(c.commitment()), offset(c), factor, sum);
      case Segment.Public p -> {
        long[] values = new long[sum.length];
        p.column().rows(0, values.length, values);
        addScaled(values, 0, factor, sum);
      }
    }
  }

  private static void addScaled(long[] values, int offset, long factor, long[] sum) {
    for (int row = 0; row < sum.length; row++) {
      sum[row] = Goldilocks.add(sum[row], Goldilocks.mul(factor, values[offset + row]));
    }
  }
}
