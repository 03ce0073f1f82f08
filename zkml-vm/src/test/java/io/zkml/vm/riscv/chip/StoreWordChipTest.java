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

class StoreWordChipTest extends ChipContract {

  private static final InstructionChip CHIP = new StoreWordChip(0x11000 >>> 2);

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Over data, twice to one word, far above, with a negative offset. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .la(A0, "data")
            .li(A1, -2)
            .sw(A1, 0, A0)
            .sw(ZERO, 0, A0)
            .sw(A1, 4, A0)
            .lui(A0, 0x7fff0000)
            .sw(A1, -8, A0)
            .dataLabel("data")
            .words(0x89abcdef, 7)
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.STORE_WORD, program));
  }

  @Override
  protected String goldenDigest() {
    return "65e9bce50b195410423091c290c59374340bfce46e8d658923a56a817e72439e";
  }
}
