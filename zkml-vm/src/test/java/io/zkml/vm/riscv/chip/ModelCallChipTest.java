package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.proof.ModelGuests;
import java.util.List;

class ModelCallChipTest extends ChipContract {

  private static final InstructionChip CHIP = new ModelCallChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Calls of two models. */
  @Override
  protected List<ChipExample> examples() {
    try {
      Machine machine = new Machine(ModelGuests.guest(2), Limits.DEFAULT);
      var trace = machine.trace(ModelGuests.input(2));
      return List.of(ChipRun.of("calls", CHIP, InstructionKind.MODEL_CALL, trace));
    } catch (TrapException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected String goldenDigest() {
    return "ed15ed2bd2e3a25878f9eb4845aded7923883c8b031187165254bb662ea89a21";
  }
}
