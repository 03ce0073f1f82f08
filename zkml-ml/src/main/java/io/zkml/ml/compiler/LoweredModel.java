package io.zkml.ml.compiler;

import io.zkml.vm.program.TensorProgram;
import java.util.List;

/**
 * A quantised model as a program of the tensor machine.
 *
 * @param program the program
 * @param constants values of every constant tensor by tensor index; other entries are empty arrays
 * @param input tensor index of the input
 * @param output tensor index of the output
 */
public record LoweredModel(TensorProgram program, List<long[]> constants, int input, int output) {

  /** Copies the list, not the arrays. */
  public LoweredModel {
    constants = List.copyOf(constants);
  }

  /** The tensors of a run before it: constants, and the input in its place. */
  public List<long[]> tensors(long[] inputValues) {
    long[][] all = constants.toArray(new long[0][]);
    all[input] = inputValues;
    return List.of(all);
  }
}
