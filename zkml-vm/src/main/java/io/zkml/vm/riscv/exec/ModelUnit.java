package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.HexFormat;
import java.util.List;

/** Carries out calls of models. */
final class ModelUnit {

  private static final int WORDS = 1 << 30;

  private final List<ModelObject> models;
  private final HartState state;

  ModelUnit(List<ModelObject> models, HartState state) {
    this.models = models;
    this.state = state;
  }

  /**
   * Calls a model.
   *
   * @param from byte address of the input
   * @param to byte address of the output
   */
  void call(int number, int from, int to, AccessLog log) throws TrapException {
    if (number >= models.size()) {
      throw state.trap(
          TrapKind.MODEL, "model " + number + " of a guest with " + models.size() + " models");
    }
    ModelObject model = models.get(number);
    GuestModel form = model.form();
    check(from, form.inputWords());
    check(to, form.outputWords());
    int[] input = words(from, form.inputWords(), false);
    int[] before = words(to, form.outputWords(), true);
    int[] output;
    try {
      output = model.output(model.run(input));
    } catch (TensorTrapException e) {
      throw state.trap(TrapKind.MODEL, "model " + number + ": " + e.getMessage());
    }
    log.model(number, from, input, to, before);
    for (int i = 0; i < output.length; i++) {
      state.memory.set((to >>> 2) + i, output[i]);
    }
  }

  private void check(int address, int words) throws TrapException {
    if ((address & 3) != 0 || (address >>> 2) > WORDS - words) {
      throw state.trap(
          TrapKind.ADDRESS,
          "a tensor of " + words + " words at 0x" + HexFormat.of().toHexDigits(address));
    }
  }

  private int[] words(int address, int count, boolean write) throws TrapException {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      int index = (address >>> 2) + i;
      if (write) {
        state.touchData(index);
      } else {
        state.touch(index);
      }
      words[i] = state.memory.get(index);
    }
    return words;
  }
}
