package io.zkml.vm.riscv.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondWitnessTest {

  private static final int FIRST = 1 + Operands.REGISTERS.columns();

  @Test
  void search_mulWithoutBoundOfHigh_findsProductPlusP() {
    List<String> found = search(new MulChip(), InstructionKind.MUL, Opcode.MUL, 3, 5, "high less");
    assertThat(found).anyMatch(row -> row.contains(", 16, 4294967295, "));
  }

  @Test
  void search_mulhWithoutRuleOfSigns_findsAnotherResult() {
    assertThat(search(new MulHighChip(), InstructionKind.MUL_HIGH, Opcode.MULH, -3, 5, "sign of"))
        .isNotEmpty();
  }

  private static List<String> search(
      InstructionChip chip, InstructionKind kind, Opcode opcode, int x, int y, String missing) {
    Assembler out = new Assembler();
    InstructionContract.append(out, x, y, opcode);
    Program program = out.exit(0).program();
    ChipExample example = ChipRun.of("weak", chip, kind, program);
    TraceTable weak = new TraceTable(without(chip.chip(), missing), example.table().columns());
    ChipExample changed =
        new ChipExample(
            "weak", weak, example.partners(), example.supplied(), example.lookups(), List.of());
    return new SecondWitness(changed, FIRST).search(weak.row(0));
  }

  private static Chip without(Chip chip, String missing) {
    List<Constraint> rest =
        chip.constraints().stream().filter(c -> !c.label().startsWith(missing)).toList();
    assertThat(rest).hasSize(chip.constraints().size() - 1);
    return new Chip(chip.name(), chip.columns(), chip.graph(), rest, chip.interactions());
  }
}
