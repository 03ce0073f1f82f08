package io.zkml.vm.riscv.model;

import io.zkml.vm.exec.TensorExecutor;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.Arrays;
import java.util.List;

/**
 * A model that guests call, ready to run. The arrays are not copied and not to be changed.
 *
 * @param form all but the constants
 * @param constants values of every constant tensor by tensor index; other entries do not matter
 */
public record ModelObject(GuestModel form, List<long[]> constants) {

  /** Copies the list, not the arrays; checks that the constants are what the form declares. */
  public ModelObject {
    constants = List.copyOf(constants);
    for (int t : form.program().stored(TensorSpec.Storage.CONSTANT)) {
      form.program().tensors().get(t).check(constants.get(t));
    }
  }

  /**
   * Runs the model.
   *
   * @param input as many words as the model takes
   * @return all tensors, one array each
   * @throws TensorTrapException if a value is outside its bounds
   */
  public List<long[]> run(int[] input) {
    long[][] tensors = constants.toArray(new long[0][]);
    for (int k = 0; k < form.inputs().size(); k++) {
      TensorSpec spec = form.program().tensors().get(form.inputs().get(k));
      int at = form.inputOffset(k);
      int[] words = Arrays.copyOfRange(input, at, at + spec.layout().size());
      tensors[form.inputs().get(k)] = Arrays.stream(words).asLongStream().toArray();
      for (int i = 0; i < words.length; i++) {
        if (words[i] < spec.min() || words[i] > spec.max()) {
          throw new TensorTrapException(
              "%s[%d] = %d is outside its bounds %d to %d"
                  .formatted(spec.name(), i, words[i], spec.min(), spec.max()));
        }
      }
    }
    return TensorExecutor.run(form.program(), List.of(tensors));
  }

  /** The words of the output among all tensors of a run. */
  public int[] output(List<long[]> tensors) {
    return form.outputs().stream()
        .flatMapToLong(t -> Arrays.stream(tensors.get(t)))
        .mapToInt(Math::toIntExact)
        .toArray();
  }
}
