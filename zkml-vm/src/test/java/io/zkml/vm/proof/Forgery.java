package io.zkml.vm.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.MaxChip;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * A run with one false entry, from which everything else follows honestly: what the best cheating
 * prover would commit to.
 */
final class Forgery {

  private Forgery() {}

  /** The run as if entry {@code index} of a witness tensor were {@code value}. */
  static MachineRun of(MachineRun honest, int tensor, int index, long value) {
    TensorProgram program = honest.machine.program();
    List<long[]> given = new ArrayList<>(honest.tensors);
    given.set(tensor, honest.tensors.get(tensor).clone());
    given.get(tensor)[index] = value;
    List<long[]> tensors = TensorExecutor.run(downstream(program, tensor), given);
    MachineRun forged = new MachineRun(program, honest.values, tensors, honest.witness());
    commit(forged);
    forged.refill();
    return forged;
  }

  /** The program in which a tensor is an input. */
  private static TensorProgram downstream(TensorProgram program, int tensor) {
    List<TensorSpec> tensors = new ArrayList<>(program.tensors());
    TensorSpec s = tensors.get(tensor);
    tensors.set(tensor, new TensorSpec(s.name(), Storage.INPUT, s.layout(), s.min(), s.max()));
    List<TensorJob> jobs = program.jobs().stream().filter(j -> j.result() != tensor).toList();
    List<Integer> outputs = program.outputs().stream().filter(o -> o != tensor).toList();
    return new TensorProgram(tensors, jobs, outputs, program.rangeBits());
  }

  /** Writes the cells of all jobs. */
  private static void commit(MachineRun run) {
    int segment = 0;
    for (Instance instance : Instance.of(run.machine.program())) {
      int segments = instance.stack().segmentLogs().size();
      List<Segment> own = run.plan.segments().subList(segment, segment + segments);
      for (int j = 0; j < instance.jobs().size(); j++) {
        commit(run, instance, j, own);
      }
      segment += segments;
    }
  }

  private static void commit(MachineRun run, Instance instance, int j, List<Segment> segments) {
    TensorJob job = instance.jobs().get(j);
    List<long[]> columns = columns(run, job);
    TensorLayout layout = run.machine.program().tensors().get(job.result()).layout();
    for (int b = 0; b < layout.blocks(); b++) {
      Stack.Place p = instance.place(j, b);
      for (int c = 0; c < columns.size(); c++) {
        int at = run.offset(segments.get(p.segment()), c) + p.row();
        layout.scatter(columns.get(c), b, run.committed, at);
      }
    }
  }

  private static List<long[]> columns(MachineRun run, TensorJob job) {
    long[] result = run.tensors.get(job.result());
    List<long[]> columns = new ArrayList<>();
    columns.add(canonical(result));
    if (job instanceof Requantize r && !(r.activation() instanceof Activation.Linear)) {
      boolean relu = r.activation() instanceof Activation.Relu;
      long[] second = new long[result.length];
      for (int i = 0; i < second.length; i++) {
        long q = r.round(run.tensors.get(r.source())[i]);
        second[i] = relu ? Math.max(0, -q) : q;
      }
      columns.add(canonical(second));
    }
    if (job instanceof MaxWindow m) {
      columns.addAll(helpers(run, m, result));
    }
    return columns;
  }

  private static List<long[]> helpers(MachineRun run, MaxWindow m, long[] result) {
    long[][] all = run.tensors.toArray(new long[0][]);
    List<long[]> helpers = new ArrayList<>();
    for (int h = 0; h < MaxChip.helpers(m.elements()); h++) {
      helpers.add(new long[result.length]);
    }
    for (int i = 0; i < result.length; i++) {
      long[] x = new long[m.elements()];
      for (int e = 0; e < x.length; e++) {
        x[e] =
            Goldilocks.fromSigned(TensorExecutor.maxElement(run.machine.program(), m, e, all)[i]);
      }
      long[] t = new long[helpers.size()];
      MaxChip.fillHelpers(Goldilocks.fromSigned(result[i]), x, t);
      for (int h = 0; h < t.length; h++) {
        helpers.get(h)[i] = t[h];
      }
    }
    return helpers;
  }

  private static long[] canonical(long[] values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Goldilocks.fromSigned(values[i]);
    }
    return out;
  }
}
