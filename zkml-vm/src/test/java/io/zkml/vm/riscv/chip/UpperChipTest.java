package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.ZERO;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.Survivor;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class UpperChipTest extends ChipContract {

  private static final InstructionChip CHIP = new UpperChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Both instructions, negative constants, the sink. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .lui(A0, 0x12345000)
            .lui(A0, 0xfffff000)
            .auipc(A1, 0x7fff0000)
            .auipc(A1, 0xfffff000)
            .lui(ZERO, 0x1000)
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.UPPER, program));
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
    return "91490767aaed66c3132ae07da3f1a7bcf57bc18fe5b291f6f840d03acbd68c6a";
  }
}
