package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Searches for second witnesses of chips with few columns of their own. Not of jalr: of its targets
 * the text decides.
 */
class FirstChipsWitnessTest {

  private static final int[] WORDS = {0, 1, 2, -1, -2, 0x7fff_ffff, 0x8000_0000, 0x1234_5678};

  private static void search(
      InstructionChip chip, InstructionKind kind, int first, Program program) {
    ChipExample example = ChipRun.of("search", chip, kind, program);
    TraceTable table = example.table();
    SecondWitness search = new SecondWitness(example, first);
    for (int r = 0; r < table.rows(); r++) {
      assertThat(search.search(table.row(r))).as("%s, row %s", kind, r).isEmpty();
    }
  }

  private static int core(Operands operands) {
    return 1 + operands.columns();
  }

  @Test
  void sums_areUnique() {
    Assembler out = new Assembler();
    for (int x : WORDS) {
      for (int y : WORDS) {
        out.li(A0, x).li(A1, y).add(A2, A0, A1).sub(A2, A0, A1);
      }
    }
    Program program = out.exit(0).program();
    search(new AddSubChip(), InstructionKind.ADD_SUB, core(Operands.REGISTERS), program);
    search(new AddImmChip(), InstructionKind.ADD_IMM, core(Operands.IMMEDIATE), program);
  }

  @Test
  void comparisonsOfBranches_areUnique() {
    Assembler out = new Assembler();
    for (int x : WORDS) {
      for (int y : WORDS) {
        out.li(A0, x).li(A1, y);
        out.blt(A0, A1, 4).bge(A0, A1, 4).bltu(A0, A1, 4).bgeu(A0, A1, 4);
        if (x != y) {
          // Of equal words the inverse is free.
          out.beq(A0, A1, 4).bne(A0, A1, 4);
        }
      }
    }
    Program program = out.exit(0).program();
    search(new BranchLessChip(), InstructionKind.BRANCH_LESS, core(Operands.BRANCH), program);
    search(new BranchEqualChip(), InstructionKind.BRANCH_EQUAL, core(Operands.BRANCH), program);
  }

  @Test
  void addresses_areUnique() {
    Assembler out = new Assembler().la(A0, "data");
    out.lw(A1, 0, A0).sw(A1, 4, A0).addi(A0, A0, 2047).addi(A0, A0, 1).lw(A1, -2048, A0);
    out.sw(A1, -2044, A0).lui(A0, 0x4000_0000).sw(A0, 0, A0).lw(A1, 4, A0);
    Program program = out.exit(0).dataLabel("data").words(5, 6).program();
    int floor = program.dataStart() >>> 2;
    search(new LoadWordChip(), InstructionKind.LOAD_WORD, core(Operands.LOAD), program);
    search(new StoreWordChip(floor), InstructionKind.STORE_WORD, core(Operands.STORE), program);
  }

  /** A word at an address between words would be a cell with a history of its own. */
  @Test
  void addresses_unaligned_haveNoWord() {
    Assembler out = new Assembler().la(A0, "data").lw(A1, 0, A0).sw(A1, 4, A0);
    Program program = out.exit(0).dataLabel("data").words(5, 6).program();
    int floor = program.dataStart() >>> 2;
    unaligned(new LoadWordChip(), InstructionKind.LOAD_WORD, core(Operands.LOAD), program);
    unaligned(new StoreWordChip(floor), InstructionKind.STORE_WORD, core(Operands.STORE), program);
  }

  private static void unaligned(
      InstructionChip chip, InstructionKind kind, int first, Program program) {
    ChipExample example = ChipRun.of("search", chip, kind, program);
    SecondWitness search = new SecondWitness(example, first);
    List<String> names = chip.chip().columns().stream().map(Chip.Column::name).toList();
    for (int offset = 1; offset < 4; offset++) {
      long[] row = example.table().row(0);
      row[names.indexOf("rs1 value")] += offset;
      assertThat(TraceChecker.messages(chip.chip(), row))
          .anyMatch(m -> m.bus().equals(RangeTable.BUS) && !ChipRun.isKey(m.values()));
      assertThat(search.search(row)).as("%s, offset %s", kind, offset).isEmpty();
    }
  }
}
