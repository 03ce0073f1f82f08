package io.zkml.vm.proof;

import io.zkml.core.air.ColumnKind;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.stark.Segment;
import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorMemory;
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
    MachineRun forged =
        new MachineRun(
            program, honest.values, tensors, honest.witness(honest.key().verifyingKey()));
    commit(forged);
    forged.refill();
    return forged;
  }

  /** The program in which all results of the job that defines a tensor are inputs. */
  private static TensorProgram downstream(TensorProgram program, int tensor) {
    List<TensorSpec> tensors = new ArrayList<>(program.tensors());
    List<TensorJob> jobs = new ArrayList<>(program.jobs());
    TensorJob forged =
        jobs.stream().filter(job -> job.results().contains(tensor)).findFirst().orElseThrow();
    jobs.remove(forged);
    for (int result : forged.results()) {
      TensorSpec s = tensors.get(result);
      tensors.set(result, new TensorSpec(s.name(), Storage.INPUT, s.layout(), s.min(), s.max()));
    }
    List<Integer> outputs =
        program.outputs().stream().filter(o -> !forged.results().contains(o)).toList();
    List<Integer> committed =
        program.committedOutputs().stream().filter(o -> !forged.results().contains(o)).toList();
    return new TensorProgram(tensors, jobs, outputs, committed, program.rangeBits());
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
    RowJob job = instance.jobs().get(j);
    TensorProgram program = run.machine.program();
    long[][] columns =
        job.committed(TensorMemory.of(program.tensors(), program.rangeBits(), run.tensors));
    TensorLayout layout = Instance.layout(program, job);
    for (int b = 0; b < layout.blocks(); b++) {
      Stack.Place p = instance.place(j, b);
      int next = 0;
      for (int c = 0; c < instance.chip().columns().size(); c++) {
        if (instance.chip().columns().get(c).kind() == ColumnKind.COMMITTED) {
          int at = run.offset(segments.get(p.segment()), c) + p.row();
          int commitment =
              ((Segment.Committed) segments.get(p.segment()).sources().get(c)).commitment();
          layout.scatter(canonical(columns[next++]), b, run.cells(commitment), at);
        }
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
}
