package io.zkml.vm.riscv.model;

import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import java.util.TreeSet;

/**
 * The form of a model that guests call: all but the values of its constants. In memory its input is
 * one signed word an entry, row by row, tensor after tensor; so is its output.
 *
 * @param program its inputs are private, and so are its outputs
 * @param inputs all its input tensors, in the order in which they lie in memory
 * @param outputs witness tensors, in the order in which they lie in memory
 */
public record GuestModel(TensorProgram program, List<Integer> inputs, List<Integer> outputs) {

  /** Most words of an input or an output. */
  public static final int MAX_WORDS = 1 << 24;

  /** Copies the lists; checks the tensors. */
  public GuestModel {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    require(!inputs.isEmpty() && !outputs.isEmpty(), "a model has an input and an output");
    require(
        program.stored(Storage.INPUT).isEmpty()
            && program.boundary().isEmpty()
            && program.outputs().isEmpty(),
        "a model's inputs and outputs are private");
    // SOUNDNESS: an input that no memory gives would be the prover's to choose.
    require(
        new TreeSet<>(inputs).equals(new TreeSet<>(program.stored(Storage.PRIVATE_INPUT))),
        "a model's inputs are all its private inputs");
    require(new TreeSet<>(inputs).size() == inputs.size(), "an input is listed twice");
    require(new TreeSet<>(outputs).size() == outputs.size(), "an output is listed twice");
    for (int t : outputs) {
      require(t >= 0 && t < program.tensors().size(), "no tensor " + t);
      require(
          program.tensors().get(t).storage() == Storage.WITNESS,
          program.tensors().get(t).name() + " is no result that a model can give");
    }
    require(words(program, inputs) <= MAX_WORDS, "the input is too large");
    require(words(program, outputs) <= MAX_WORDS, "the output is too large");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException(what);
    }
  }

  /** Words of some tensors. */
  private static long words(TensorProgram program, List<Integer> tensors) {
    long words = 0;
    for (int t : tensors) {
      TensorSpec s = program.tensors().get(t);
      // SOUNDNESS: another integer would stand for the same word.
      require(
          s.min() >= Integer.MIN_VALUE && s.max() <= Integer.MAX_VALUE,
          s.name() + " has entries of more than 32 bits");
      words += s.layout().size();
    }
    return words;
  }

  /** Words of the input. */
  public int inputWords() {
    return (int) words(program, inputs);
  }

  /** Words of the output. */
  public int outputWords() {
    return (int) words(program, outputs);
  }

  /** The first word of input tensor {@code number} in the input. */
  public int inputOffset(int number) {
    return (int) words(program, inputs.subList(0, number));
  }

  /** The first word of output tensor {@code number} in the output. */
  public int outputOffset(int number) {
    return (int) words(program, outputs.subList(0, number));
  }
}
