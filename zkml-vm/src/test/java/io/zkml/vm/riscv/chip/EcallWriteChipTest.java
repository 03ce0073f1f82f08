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

class EcallWriteChipTest extends ChipContract {

  private static final InstructionChip CHIP = new EcallWriteChip();

  @Override
  protected Chip chip() {
    return CHIP.chip();
  }

  /** Bytes at two places, diagnostics, an empty buffer. */
  @Override
  protected List<ChipExample> examples() {
    Program program =
        new Assembler()
            .li(A7, 64)
            .la(A1, "data")
            .li(A2, 3)
            .li(A0, 1)
            .ecall()
            .addi(A1, A1, 3)
            .li(A0, 1)
            .ecall()
            .li(A0, 2)
            .ecall()
            .li(A2, 0)
            .li(A0, 1)
            .ecall()
            .dataLabel("data")
            .words(0x89abcdef, -1)
            .exit(0)
            .program();
    return List.of(ChipRun.of("run", CHIP, InstructionKind.ECALL_WRITE, program));
  }

  @Override
  protected List<FreeCell> freeCells() {
    int some = column("some");
    return List.of(
        new FreeCell("output index", row -> row[some] == 0, "nothing is written"),
        new FreeCell("index", row -> row[some] == 0, "nothing is written"),
        new FreeCell("counter time", row -> row[some] == 0, "nothing is written"),
        new FreeCell("memory time", row -> row[some] == 0, "nothing is written"));
  }

  private static int column(String name) {
    List<Chip.Column> columns = CHIP.chip().columns();
    return columns.stream().map(Chip.Column::name).toList().indexOf(name);
  }

  @Override
  protected List<Survivor> survivors() {
    return List.of(
        new Survivor(
            "constraint '(some is boolean|some in rows in use|diagnostics are no output)'.*",
            "real - some - diagnostic would not be 0, so the buffer would be empty and its rest negative"),
        new Survivor(
            "constraint 'nothing of an empty buffer', real as 1",
            "the length of a buffer in padding, where nothing is said"),
        new Survivor(
            "message 'byte 0' (dropped|counted negatively)",
            "an integer, as what the other bytes leave of a word: the narrow check alone bounds it"));
  }

  @Override
  protected String goldenDigest() {
    return "8b5b9daa80d5c0e5363fcccd3b8822b59a9a324150c77d9c6bbc78e459923eed";
  }
}
