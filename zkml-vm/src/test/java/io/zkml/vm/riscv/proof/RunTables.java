package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceTable;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All tables of all shards of a run, as the trace checker reads them. */
final class RunTables {

  private RunTables() {}

  /** The plans of the run of a trace. */
  static RunPlans plans(VirtualMachine machine, ExecutionTrace trace) {
    ShardCutter cutter = machine.prover().cutter();
    trace.chunks().forEach(cutter::begins);
    return machine.key().plans(cutter.finish(trace.summary()));
  }

  /** The plan of the run of a trace that is one shard. */
  static RunPlan plan(VirtualMachine machine, ExecutionTrace trace) {
    assertThat(plans(machine, trace).shards()).hasSize(1);
    return plans(machine, trace).last();
  }

  /** The witness of a trace that is one shard. */
  static Witness witness(
      RunPlan plan, List<ModelObject> models, ExecutionTrace trace, Workers workers) {
    return new RunWitness(plan, trace.code(), trace.chunks(), workers)
        .build(trace.summary(), models, new RunWitness.Totals(trace.code().size(), workers));
  }

  /** The tables of all shards of a program without models. */
  static List<TraceTable> of(VirtualMachine machine, ExecutionTrace trace, Workers workers) {
    return of(machine, List.of(), trace, workers);
  }

  /** The tables of all shards. */
  static List<TraceTable> of(
      VirtualMachine machine, List<ModelObject> models, ExecutionTrace trace, Workers workers) {
    ShardCutter cutter = machine.prover().cutter();
    trace.chunks().forEach(cutter::begins);
    RunPlans plans = machine.key().plans(cutter.finish(trace.summary()));
    RunWitness.Totals totals = new RunWitness.Totals(trace.code().size(), workers);
    List<TraceTable> out = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < plans.shards().size(); i++) {
      RunPlan plan = plans.shards().get(i);
      int end = at + cutter.chunks().get(i);
      RunWitness shard =
          new RunWitness(plan, trace.code(), trace.chunks().subList(at, end), workers);
      Witness witness =
          plan.isLast() ? shard.build(trace.summary(), models, totals) : shard.build(totals);
      out.addAll(of(machine, plan, witness));
      at = end;
    }
    return out;
  }

  /** The tables of one shard. */
  static List<TraceTable> of(VirtualMachine machine, RunPlan plan, Witness witness) {
    List<long[]> entries =
        plan.isLast()
            ? List.of(machine.programEntries(), witness.committed().getFirst())
            : witness.committed();
    List<long[]> offsets =
        plan.plan().commitments().stream()
            .map(c -> new StackedLayout(0, c.blockLogs()).offsets())
            .toList();
    List<TraceTable> out = new ArrayList<>();
    for (Segment s : plan.plan().segments()) {
      int rows = 1 << s.logRows();
      List<long[]> columns = new ArrayList<>();
      for (Segment.Source source : s.sources()) {
        long[] column = new long[rows];
        switch (source) {
          case Segment.Committed c -> {
            int at = (int) offsets.get(c.commitment())[c.block()];
            column = Arrays.copyOfRange(entries.get(c.commitment()), at, at + rows);
          }
          case Segment.Public p -> Arrays.setAll(column, p.column()::row);
          case Segment.Virtual v -> column = witness.virtualColumns().get(v.relation());
        }
        columns.add(column);
      }
      out.add(new TraceTable(s.chip(), columns));
    }
    return out;
  }
}
