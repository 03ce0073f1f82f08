package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class AddImmChipTest extends ChipContract {

  private static final InstructionChip CHIP = new AddImmChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Sums with and without carry, a chain on one register, the sink, x0, a fence. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .addi(A0, ZERO, -1)
            .addi(A0, A0, 1)
            .addi(A0, A0, 2047)
            .addi(A1, A0, -2048)
            .addi(ZERO, A1, 5)
            .addi(A1, ZERO, 0)
            .fence()
            .exit(0)
            .program();
    return List.of(ChipRun.of("sums", CHIP, InstructionKind.ADD_IMM, program));
  }

  @Override
  protected String goldenDigest() {
    return "a555627963579d1ef5b4082d77c43bee097bf0ecab82120e74e4af15d423c260";
  }
}
