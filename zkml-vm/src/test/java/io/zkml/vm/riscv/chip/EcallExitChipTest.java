package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A7;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class EcallExitChipTest extends ChipContract {

  private static final InstructionChip CHIP = new EcallExitChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** An exit code of 32 bits, and an instruction before the call that is none. */
  @Override
  protected List<ChipExample> examples() {
    Program program = new Assembler().li(A0, 0x89abcdef).li(A7, 93).nop().ecall().program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.ECALL_EXIT, program));
  }

  @Override
  protected String goldenDigest() {
    return "2c54f1615712bc8285149a78b87f234db4edb09219ee144d6f1ac1466835dd21";
  }
}
