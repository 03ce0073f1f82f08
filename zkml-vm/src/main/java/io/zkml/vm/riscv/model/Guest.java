package io.zkml.vm.riscv.model;

import io.zkml.vm.riscv.elf.Program;
import java.util.List;

/**
 * A program with the models that it calls.
 *
 * @param program ordinary code
 * @param models by number, at most {@value #MAX_MODELS}
 */
public record Guest(Program program, List<ModelObject> models) {

  /** Most models: what an instruction can name. */
  public static final int MAX_MODELS = 128;

  /** Copies the list. */
  public Guest {
    models = List.copyOf(models);
    if (models.size() > MAX_MODELS) {
      throw new IllegalArgumentException(models.size() + " models");
    }
  }

  /** A program that calls no models. */
  public static Guest of(Program program) {
    return new Guest(program, List.of());
  }

  /** The models' forms, by number. */
  public List<GuestModel> forms() {
    return models.stream().map(ModelObject::form).toList();
  }
}
