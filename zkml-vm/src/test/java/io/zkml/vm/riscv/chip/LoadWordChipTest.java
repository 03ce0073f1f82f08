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

class LoadWordChipTest extends ChipContract {

  private static final InstructionChip CHIP = new LoadWordChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** From data, from the text, from memory never written, with a negative offset. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .la(A0, "data")
            .lw(A1, 0, A0)
            .lw(A1, 4, A0)
            .lw(A2, -4, A0)
            .lw(ZERO, 0, A0)
            .lui(A0, 0x10000)
            .lw(A1, 8, A0)
            .dataLabel("data")
            .words(0x89abcdef, 7)
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.LOAD_WORD, program));
  }

  @Override
  protected String goldenDigest() {
    return "f0e7652a4362ba2cba0af414c6d4cae253ff01cda0028c3b0b150a5003ef8de0";
  }
}
