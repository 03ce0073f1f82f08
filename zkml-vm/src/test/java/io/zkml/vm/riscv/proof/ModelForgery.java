package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceReport;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.proof.RelationLoops;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.Arrays;
import java.util.List;

/** Whether what a prover shows of a run with models breaks a rule; only exact checks count. */
record ModelForgery(VirtualMachine machine, List<ModelObject> models, Workers workers) {

  RunPlan plan(ExecutionTrace trace) {
    return RunTables.plan(machine, trace);
  }

  Witness witness(RunPlan plan, ExecutionTrace trace) {
    return RunTables.witness(plan, models, trace, workers);
  }

  boolean isRefused(ExecutionTrace trace) {
    try {
      RunPlan plan = plan(trace);
      return isRefused(plan, witness(plan, trace));
    } catch (IllegalStateException lookup) {
      assertThat(lookup).hasMessageContaining("looks up");
      return true;
    }
  }

  boolean isRefused(RunPlan plan, Witness witness) {
    TraceReport report = TraceChecker.check(RunTables.of(machine, plan, witness), List.of());
    if (!report.violations().isEmpty() || !report.unbalanced().isEmpty()) {
      return true;
    }
    List<Relation> relations = plan.plan().relations();
    for (int r = 0; r < relations.size(); r++) {
      long[] column = RelationLoops.column(relations.get(r), o -> block(plan, witness, o));
      if (!Arrays.equals(column, witness.virtualColumns().get(r))) {
        return true;
      }
    }
    return false;
  }

  private long[] block(RunPlan plan, Witness witness, Operand o) {
    boolean program = o.source() == RunPlan.PROGRAM;
    long[] entries = program ? machine.programEntries() : witness.committed().getFirst();
    List<Integer> logs = plan.plan().commitments().get(o.source()).blockLogs();
    int at = Math.toIntExact(new StackedLayout(0, logs).offsets()[o.block()]);
    return Arrays.copyOfRange(entries, at + o.offset(), at + (1 << logs.get(o.block())));
  }
}
