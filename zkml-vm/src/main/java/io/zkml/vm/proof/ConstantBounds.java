package io.zkml.vm.proof;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a program counts on of one constant tensor: the numbers of its bounds ledger, and what a
 * certificate proves of the committed cells.
 *
 * @param layout how it is stored
 * @param min least entry
 * @param max largest entry
 * @param atZero the middle entry of a function's table; empty for weights
 */
public record ConstantBounds(TensorLayout layout, long min, long max, OptionalLong atZero) {

  /** Checks that the bounds are those of a tensor and that a table is one block. */
  public ConstantBounds {
    new TensorSpec("constant", Storage.CONSTANT, layout, min, max);
    boolean whole = layout.blocks() == 1 && layout.size() == 1 << layout.blockLog(0);
    if (atZero.isPresent() && !whole) {
      throw new IllegalArgumentException("a table is one block without padding");
    }
  }

  /**
   * The constants of a program, in order; a commitment without constants holds one 0.
   *
   * @throws IllegalArgumentException if two jobs state different values of one table at 0
   */
  public static List<ConstantBounds> of(TensorProgram program) {
    List<ConstantBounds> out = new ArrayList<>();
    for (int t : program.stored(Storage.CONSTANT)) {
      TensorSpec s = program.tensors().get(t);
      out.add(new ConstantBounds(s.layout(), s.min(), s.max(), atZero(program, t)));
    }
    if (out.isEmpty()) {
      TensorLayout scalar = new TensorLayout(List.of());
      out.add(new ConstantBounds(scalar, 0, 0, OptionalLong.empty()));
    }
    return List.copyOf(out);
  }

  private static OptionalLong atZero(TensorProgram program, int tensor) {
    OptionalLong stated = OptionalLong.empty();
    for (TensorJob job : program.jobs()) {
      if (job instanceof Requantize(int q, int acc, int shift, Activation.Table t)
          && t.table() == tensor) {
        if (stated.isPresent() && stated.getAsLong() != t.atZero()) {
          throw new IllegalArgumentException(
              program.tensors().get(tensor).name() + " has two values at 0");
        }
        stated = OptionalLong.of(t.atZero());
      }
    }
    return stated;
  }

  /** log2 of the blocks of all constants, in the order of a preprocessed commitment. */
  public static List<Integer> blockLogs(List<ConstantBounds> constants) {
    List<Integer> logs = new ArrayList<>();
    for (ConstantBounds c : constants) {
      for (int b = 0; b < c.layout.blocks(); b++) {
        logs.add(c.layout.blockLog(b));
      }
    }
    return logs;
  }
}
