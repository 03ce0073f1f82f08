package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.RA;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class JumpRegisterChipTest extends ChipContract {

  private static final InstructionChip CHIP = new JumpRegisterChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Odd targets, sums that leave the word, returns. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .la(A0, "one")
            .jalr(RA, A0, 1)
            .label("one")
            .la(A0, "two")
            .addi(A0, A0, 2)
            .jalr(A1, A0, -2)
            .label("two")
            .call("three")
            .j("end")
            .label("three")
            .ret()
            .label("end")
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.JUMP_REGISTER, program));
  }

  @Override
  protected String goldenDigest() {
    return "6350a849b7b4742d4709d99eb3ca736d156a9f7f18c73b0f6ea77408609f7976";
  }
}
