package io.zkml.vm.riscv.proof;

import io.zkml.core.air.check.TraceTable;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All tables of a run, as the trace checker reads them. */
final class RunTables {

  private RunTables() {}

  static List<TraceTable> of(VirtualMachine machine, RunPlan plan, Witness witness) {
    List<long[]> entries = List.of(machine.programEntries(), witness.committed().getFirst());
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
