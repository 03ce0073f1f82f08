package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.RA;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.Survivor;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class JumpChipTest extends ChipContract {

  private static final InstructionChip CHIP = new JumpChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Forward, backward, with and without return address. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .jal(RA, "there")
            .label("back")
            .j("end")
            .label("there")
            .jal(RA, "back")
            .label("end")
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.JUMP, program));
  }

  @Override
  protected List<Survivor> survivors() {
    return List.of(
        new Survivor(
            "value 1 of bus 'memory' hidden",
            "registers differ too little in these runs; the adapter is that of chips where it shows"));
  }

  @Override
  protected String goldenDigest() {
    return "fb5abe371c79ed31213542faa0b94e9cf4d98d76d92a8addb7d0a331aef680f2";
  }
}
