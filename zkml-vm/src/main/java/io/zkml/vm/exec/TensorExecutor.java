package io.zkml.vm.exec;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import java.util.Arrays;
import java.util.List;

/** Runs tensor programs on exact integers. Stateless. */
public final class TensorExecutor {

  private static final long[] NOTHING = {};

  private TensorExecutor() {}

  /**
   * Runs a program.
   *
   * @param values one row-major array a tensor, in order; those of inputs and constants are given,
   *     the others are ignored
   * @return one array a tensor: the given ones and those computed
   * @throws IllegalArgumentException if a given tensor has the wrong length or an entry outside its
   *     bounds
   * @throws TensorTrapException if a computed entry leaves its bounds
   */
  public static List<long[]> run(TensorProgram program, List<long[]> values) {
    long[][] all = new long[program.tensors().size()][];
    Arrays.fill(all, NOTHING);
    for (int i = 0; i < all.length; i++) {
      TensorSpec spec = program.tensors().get(i);
      if (spec.storage() == TensorSpec.Storage.INPUT
          || spec.storage() == TensorSpec.Storage.CONSTANT) {
        spec.check(values.get(i));
        all[i] = values.get(i);
      }
    }
    for (TensorJob job : program.jobs()) {
      all[job.result()] = run(program, job, all);
    }
    return List.of(all);
  }

  private static long[] run(TensorProgram program, TensorJob job, long[][] all) {
    return switch (job) {
      case Contract c -> contract(program, c, all);
      case Requantize r -> requantize(program, r, all);
      case MaxWindow m -> maxWindow(program, m, all);
    };
  }

  private static long[] contract(TensorProgram program, Contract c, long[][] all) {
    long[] out = new long[program.tensors().get(c.result()).layout().size()];
    for (Contract.LinearTerm t : c.terms()) {
      long[] second = t.isProduct() ? all[t.second()] : NOTHING;
      new LinearLoops(program, c.result(), t, out, all[t.first()], second).run();
    }
    return out;
  }

  private static long[] requantize(TensorProgram program, Requantize r, long[][] all) {
    long[] acc = all[r.source()];
    long[] out = new long[acc.length];
    long window = 1L << program.rangeBits();
    boolean relu = r.activation() instanceof Activation.Relu;
    long low = relu ? 1 - window : -window / 2;
    long high = relu ? window - 1 : window / 2 - 1;
    for (int i = 0; i < out.length; i++) {
      long q = r.round(acc[i]);
      if (q < low || q > high) {
        throw new TensorTrapException(
            program.tensors().get(r.result()).name()
                + "["
                + i
                + "]: rounded value "
                + q
                + " is outside the window "
                + low
                + " to "
                + high
                + "; the input is far outside the calibrated range");
      }
      out[i] =
          switch (r.activation()) {
            case Activation.Linear l -> q;
            case Activation.Relu l -> Math.max(0, q);
            case Activation.Clamp c -> Math.clamp(q, c.low(), c.high());
            case Activation.Table t -> all[t.table()][(int) (q + window / 2)];
          };
    }
    return out;
  }

  private static long[] maxWindow(TensorProgram program, MaxWindow m, long[][] all) {
    long[] out = maxElement(program, m, 0, all);
    for (int e = 1; e < m.elements(); e++) {
      long[] x = maxElement(program, m, e, all);
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.max(out[i], x[i]);
      }
    }
    return out;
  }

  /** Element number {@code e} of every window, laid out as the result. */
  public static long[] maxElement(TensorProgram program, MaxWindow m, int e, long[][] all) {
    Contract.LinearTerm view =
        new Contract.LinearTerm(1, m.source(), Contract.LinearTerm.NONE, m.element(e));
    long[] out = new long[program.tensors().get(m.result()).layout().size()];
    new LinearLoops(program, m.result(), view, out, all[m.source()], NOTHING).run();
    return out;
  }
}
