package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.FreeCell;
import io.zkml.testkit.Survivor;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class BranchEqualChipTest extends ChipContract {

  private static final InstructionChip CHIP = new BranchEqualChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Both instructions, taken and not, backward too. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .li(A0, -1)
            .li(A1, 2)
            .beq(A0, A1, "end")
            .beq(A0, A0, "next")
            .nop()
            .label("next")
            .bne(A0, A0, "end")
            .label("loop")
            .addi(A1, A1, -1)
            .bnez(A1, "loop")
            .label("end")
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.BRANCH_EQUAL, program));
  }

  @Override
  protected List<FreeCell> freeCells() {
    int equal = CHIP.chip().columns().stream().map(Chip.Column::name).toList().indexOf("equal");
    return List.of(new FreeCell("inverse", row -> row[equal] == 1, "zero has no inverse"));
  }

  @Override
  protected List<Survivor> survivors() {
    return List.of(
        new Survivor(
            "constraint 'equal is boolean' dropped",
            "of different words it is 0 and of equal ones it is the indicator, by the other two"));
  }

  @Override
  protected String goldenDigest() {
    return "214ece2fb7833e4b265ba3d14f41207c05461cb0c20e42c8e316aa18cef044a6";
  }
}
