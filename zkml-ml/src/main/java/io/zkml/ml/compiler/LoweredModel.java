package io.zkml.ml.compiler;

import io.zkml.vm.program.TensorProgram;
import java.util.List;

/**
 * A quantised model as a program of the tensor machine.
 *
 * @param program the program
 * @param constants values of every constant tensor by tensor index; other entries are empty arrays
 * @param inputs tensor indices of the inputs, in the model's order
 * @param outputs tensor indices of the outputs, in the model's order
 * @param jobBounds number of jobs before the graph's first operation, then after each operation
 */
public record LoweredModel(
    TensorProgram program,
    List<long[]> constants,
    List<Integer> inputs,
    List<Integer> outputs,
    List<Integer> jobBounds) {

  /** Copies the lists, not the arrays. */
  public LoweredModel {
    constants = List.copyOf(constants);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    jobBounds = List.copyOf(jobBounds);
  }

  /** The tensors of a run before it: constants, and the inputs in their places. */
  public List<long[]> tensors(List<long[]> inputValues) {
    long[][] all = constants.toArray(new long[0][]);
    for (int i = 0; i < inputs.size(); i++) {
      all[inputs.get(i)] = inputValues.get(i);
    }
    return List.of(all);
  }
}
