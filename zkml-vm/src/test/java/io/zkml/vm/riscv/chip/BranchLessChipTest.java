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

class BranchLessChipTest extends ChipContract {

  private static final InstructionChip CHIP = new BranchLessChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** All four instructions on words of both signs, taken and not. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .li(A0, -5)
            .li(A1, 7)
            .li(A2, 0x80000000)
            .blt(A0, A1, 8)
            .nop()
            .blt(A1, A0, 8)
            .blt(A2, A2, 8)
            .bge(A0, A1, 8)
            .bge(A1, A2, 8)
            .nop()
            .bltu(A0, A1, 8)
            .bltu(A2, A0, 8)
            .nop()
            .bgeu(A0, A1, 8)
            .nop()
            .bgeu(A1, A0, 8)
            .bgeu(ZERO, ZERO, 8)
            .nop()
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.BRANCH_LESS, program));
  }

  @Override
  protected String goldenDigest() {
    return "82a16557155e12230eae0713e6a4a310122f8845647e575b092524345a0faecd";
  }
}
