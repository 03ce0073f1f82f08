package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A7;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.FreeCell;
import io.zkml.testkit.Survivor;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;

class EcallReadChipTest extends ChipContract {

  private static final InstructionChip CHIP = new EcallReadChip(0x11000 >>> 2);

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** A word, bytes at several places, the end of the input, an empty buffer. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .li(A7, 63)
            .la(A1, "data")
            .li(A2, 8)
            .li(A0, 0)
            .ecall()
            .addi(A1, A1, 5)
            .li(A2, 3)
            .li(A0, 0)
            .ecall()
            .addi(A1, A1, 3)
            .li(A0, 0)
            .ecall()
            .li(A0, 0)
            .ecall()
            .li(A2, 0)
            .li(A0, 0)
            .ecall()
            .dataLabel("data")
            .words(-1, -1, -1, -1)
            .exit(0)
            .program();
    return List.of(
        ChipRun.of(
            "run", CHIP, InstructionKind.ECALL_READ, program, new byte[] {1, -2, 3, -4, 5, -6}));
  }

  @Override
  protected List<FreeCell> freeCells() {
    int word = column("word");
    int some = column("some");
    return List.of(
        new FreeCell("input byte", row -> row[word] == 1 || row[some] == 0, "no single byte"),
        new FreeCell("after", row -> row[some] == 0, "nothing is read"),
        new FreeCell("index", row -> row[some] == 0, "nothing is read"),
        new FreeCell("memory time", row -> row[some] == 0, "nothing is read"));
  }

  private static int column(String name) {
    List<Chip.Column> columns = CHIP.chip().columns();
    return columns.stream().map(Chip.Column::name).toList().indexOf(name);
  }

  @Override
  protected List<Survivor> survivors() {
    return List.of(
        new Survivor(
            "constraint 'a word is some' dropped",
            "four booleans add up to some - word, so it is not negative"),
        new Survivor(
            "message 'byte 0' (dropped|counted negatively)",
            "an integer, as what the other bytes leave of a word: the narrow check alone bounds it"));
  }

  @Override
  protected String goldenDigest() {
    return "8995309e57036d5d87d62818efb5b79448d0d7f60005f2d2f2ac27b072886ba6";
  }
}
