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
    return "cb44b009b201d197af7e9ce0931008cd1006d03df1739e0647c69fc83b87b331";
  }
}
