package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;

import io.zkml.testkit.Survivor;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;
import java.util.SplittableRandom;

class LoadPartChipTest extends InstructionContract {

  private static final InstructionChip CHIP = new LoadPartChip();

  @Override
  InstructionChip instructions() {
    return CHIP;
  }

  @Override
  InstructionKind kind() {
    return InstructionKind.LOAD_PART;
  }

  @Override
  Operands operands() {
    return Operands.LOAD;
  }

  /** All offsets; bytes and halves of both signs; an index from a negative offset. */
  @Override
  Program edges() {
    Assembler out = new Assembler();
    out.la(A0, "data");
    appendAll(out);
    out.addi(A0, A0, 4);
    appendAll(out);
    out.lb(A1, -4, A0).lui(A0, 0x10000).lhu(A1, 9, A0);
    return out.dataLabel("data").words(0x89abcdef, 0x7f00ff01).exit(0).program();
  }

  @Override
  void appendRandom(Assembler out, SplittableRandom random) {
    out.dataLabel("data");
    out.la(A0, "data");
    for (int i = 0; i < 3; i++) {
      out.words(word(random));
      appendAll(out);
      out.addi(A0, A0, 4);
    }
  }

  private static void appendAll(Assembler out) {
    for (int offset = 0; offset < 4; offset++) {
      out.lb(A1, offset, A0).lbu(A1, offset, A0);
      if (offset < 3) {
        out.lh(A1, offset, A0).lhu(A1, offset, A0);
      }
    }
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
    return "5b81378742a4a9006b884ca422258e39ddfd4f098f18f04c6e4e95ecdc362f13";
  }
}
