package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import io.zkml.vm.riscv.model.ModelObject;
import io.zkml.vm.riscv.proof.ModelGuests;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls of models that cannot be carried out, and models that cannot be called. */
class ModelTrapTest {

  private static final ModelObject LAYERS = ModelGuests.guest(1).models().getFirst();

  private static Assembler start() {
    return new Assembler()
        .dataLabel("input")
        .space(64)
        .dataLabel("output")
        .space(64)
        .la(A0, "input")
        .la(A1, "output");
  }

  private static void assertTrap(Assembler guest, TrapKind kind, String message) {
    Machine machine =
        new Machine(new Guest(guest.exit(0).program(), List.of(LAYERS)), Limits.DEFAULT);
    assertThatThrownBy(() -> machine.execute(new byte[0]))
        .isInstanceOfSatisfying(TrapException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message);
  }

  @Test
  void call_ofNoModel_traps() {
    assertTrap(start().model(1, A0, A1), TrapKind.MODEL, "model 1 of a guest with 1 models");
    assertTrap(start().model(127, A0, A1), TrapKind.MODEL, "model 127");
  }

  @Test
  void call_atAddressesThatHoldNoTensor_traps() {
    assertTrap(start().addi(A0, A0, 2).model(0, A0, A1), TrapKind.ADDRESS, "tensor");
    assertTrap(start().addi(A1, A1, 1).model(0, A0, A1), TrapKind.ADDRESS, "tensor");
    assertTrap(start().li(A0, -4).model(0, A0, A1), TrapKind.ADDRESS, "tensor");
    assertTrap(start().li(A1, 0x10000).model(0, A0, A1), TrapKind.ADDRESS, "may not be written");
    assertTrap(start().li(A1, -4).model(0, A0, A1), TrapKind.ADDRESS, "tensor");
  }

  @Test
  void call_onValuesOutOfBounds_traps() {
    for (int value : new int[] {21, -21, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      Assembler guest = start().li(T0, value).sw(T0, 4, A0).model(0, A0, A1);
      assertTrap(guest, TrapKind.MODEL, "x[1] = " + value);
    }
  }

  @Test
  void forms_thatNoCallCanHave_areRefused() {
    GuestModel form = LAYERS.form();
    int input = form.inputs().getFirst();
    int output = form.outputs().getFirst();
    refuse(() -> new GuestModel(form.program(), List.of(), form.outputs()), "an input");
    refuse(() -> new GuestModel(form.program(), form.inputs(), List.of()), "an output");
    refuse(() -> new GuestModel(form.program(), List.of(output), form.outputs()), "private inputs");
    refuse(() -> new GuestModel(form.program(), List.of(input, input), form.outputs()), "twice");
    refuse(() -> new GuestModel(form.program(), form.inputs(), List.of(output, output)), "twice");
    refuse(() -> new GuestModel(form.program(), form.inputs(), List.of(input)), "no result");
    refuse(() -> new GuestModel(form.program(), form.inputs(), List.of(99)), "no tensor");
    int constant = form.program().stored(Storage.CONSTANT).getFirst();
    List<long[]> wrong = new ArrayList<>(LAYERS.constants());
    wrong.set(constant, new long[1]);
    refuse(() -> new ModelObject(form, wrong), "entries");
    refuse(
        () -> new Guest(new Assembler().exit(0).program(), Collections.nCopies(129, LAYERS)),
        "129 models");
  }

  private static void refuse(Runnable make, String message) {
    assertThatThrownBy(make::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
