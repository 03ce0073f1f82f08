package io.zkml.vm.riscv.chip;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every instruction chip with a core of its own must satisfy besides {@link ChipContract}: its
 * own columns are a function of the adapter's.
 */
abstract class InstructionContract extends ChipContract {

  private static final long SEED = 20_262;

  /** The chip under test. */
  abstract InstructionChip instructions();

  abstract InstructionKind kind();

  /** Number of the adapter's columns. */
  abstract Operands operands();

  /** A short program with every edge, whose cells are all attacked. */
  abstract Program edges();

  /** Appends instructions of the chip on random operands, ten or so, to be searched. */
  abstract void appendRandom(Assembler out, SplittableRandom random);

  @Override
  protected final Chip chip() {
    return instructions().chip();
  }

  @Override
  protected final List<ChipExample> examples() {
    return List.of(ChipRun.of("edges", instructions(), kind(), edges()));
  }

  @Test
  void secondWitness_searchedOnEdges_isNone() {
    search(edges());
  }

  @Test
  void secondWitness_searchedOnRandomOperands_isNone() {
    Assembler out = new Assembler();
    appendRandom(out, new SplittableRandom(SEED));
    search(out.exit(0).program());
  }

  /** Appends instructions of two registers on the same words. */
  static void append(Assembler out, int x, int y, Opcode... opcodes) {
    out.li(A0, x).li(A1, y);
    for (Opcode opcode : opcodes) {
      out.instruction(new Instruction(opcode, A2.ordinal(), A0.ordinal(), A1.ordinal(), 0));
    }
  }

  /** Appends instructions of a register and an immediate. */
  static void appendImm(Assembler out, int x, int imm, Opcode... opcodes) {
    out.li(A0, x);
    for (Opcode opcode : opcodes) {
      out.instruction(new Instruction(opcode, A2.ordinal(), A0.ordinal(), 0, imm));
    }
  }

  /** A word that is often near an edge. */
  static int word(SplittableRandom random) {
    int sign = random.nextInt(4) == 0 ? Integer.MIN_VALUE : 0;
    return random.nextBoolean() ? random.nextInt() : sign + random.nextInt(-3, 4);
  }

  private void search(Program program) {
    ChipExample example = ChipRun.of("search", instructions(), kind(), program);
    TraceTable table = example.table();
    SecondWitness search = new SecondWitness(example, 1 + operands().columns());
    for (int r = 0; r < table.rows(); r++) {
      assertThat(search.search(table.row(r))).as("row %s, seed %s", r, SEED).isEmpty();
    }
  }
}
