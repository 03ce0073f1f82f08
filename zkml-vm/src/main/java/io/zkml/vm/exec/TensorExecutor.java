package io.zkml.vm.exec;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorMemory;
import io.zkml.vm.tensor.TensorSpec;
import java.util.List;

/** Runs tensor programs on exact integers. Stateless. */
public final class TensorExecutor {

  private TensorExecutor() {}

  /**
   * Runs a program.
   *
   * @param values one row-major array a tensor, in order; those of inputs and constants are given,
   *     the others are ignored
   * @return one array a tensor: the given ones and those computed
   * @throws IllegalArgumentException if a given tensor has the wrong length or an entry outside its
   *     bounds
   * @throws io.zkml.vm.tensor.TensorTrapException if a computed entry leaves its bounds
   */
  public static List<long[]> run(TensorProgram program, List<long[]> values) {
    TensorMemory memory = new TensorMemory(program.tensors(), program.rangeBits());
    for (int i = 0; i < program.tensors().size(); i++) {
      TensorSpec spec = program.tensors().get(i);
      if (spec.storage().isGiven()) {
        spec.check(values.get(i));
        memory.set(i, values.get(i));
      }
    }
    for (TensorJob job : program.jobs()) {
      job.execute(memory);
    }
    return memory.all();
  }
}
