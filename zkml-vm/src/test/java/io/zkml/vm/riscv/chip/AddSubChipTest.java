package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class AddSubChipTest extends ChipContract {

  private static final InstructionChip CHIP = new AddSubChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Sums and differences with and without carry, on one register, to the sink. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .li(A0, -3)
            .li(A1, 5)
            .add(A2, A0, A1)
            .add(A2, A2, A2)
            .sub(A2, A1, A0)
            .sub(A2, A0, A1)
            .sub(A0, A0, A0)
            .sub(ZERO, ZERO, A1)
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.ADD_SUB, program));
  }

  @Override
  protected String goldenDigest() {
    return "8f31974ad3bc30351c36ddfb5248ac5acd72af2668272b2eaab1714007fed043";
  }
}
