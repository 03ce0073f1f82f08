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
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
      out.instruction(new Instruction(opcode, A2.number(), A0.number(), A1.number(), 0));
    }
  }

  /** Appends instructions of a register and an immediate. */
  static void appendImm(Assembler out, int x, int imm, Opcode... opcodes) {
    out.li(A0, x);
    for (Opcode opcode : opcodes) {
      out.instruction(new Instruction(opcode, A2.number(), A0.number(), 0, imm));
    }
  }

  /** A word that is often near an edge. */
  static int word(SplittableRandom random) {
    int sign = random.nextInt(4) == 0 ? Integer.MIN_VALUE : 0;
    return random.nextBoolean() ? random.nextInt() : sign + random.nextInt(-3, 4);
  }

  /** Rules of selectors alone leave no number but those of the kind's operations. */
  @Test
  void selectors_anyValues_areOperationsOfTheKind() {
    SplittableRandom random = new SplittableRandom(SEED);
    Set<Long> numbers = new HashSet<>();
    for (Opcode opcode : Opcode.ALL) {
      if (opcode.family() != Family.ECALL && opcode.family() != Family.BREAK) {
        for (int address = 0; address < 4; address++) {
          if (InstructionKind.of(opcode, address, 0) == kind()) {
            numbers.add((long) opcode.number());
          }
        }
      }
    }
    Set<Long> reached = new HashSet<>();
    for (long[] row : selections(random)) {
      reached.add(chip().graph().evaluateRow(row)[opcodeNode()]);
    }
    assertThat(reached).isEqualTo(numbers);
  }

  private int opcodeNode() {
    return chip().interactions().stream()
        .filter(i -> i.bus().equals(Buses.PROGRAM))
        .findFirst()
        .orElseThrow()
        .values()
        .get(1);
  }

  /** Rows in use with selectors of 0, 1 or 2 that break no rule on selectors alone. */
  private List<long[]> selections(SplittableRandom random) {
    List<long[]> out = List.of(randomRow(random), randomRow(random));
    for (int c = 1; c < chip().columns().size(); c++) {
      long[] row = out.getFirst();
      long[] moved = row.clone();
      moved[c]++;
      int node = opcodeNode();
      if (chip().graph().evaluateRow(row)[node] != chip().graph().evaluateRow(moved)[node]) {
        out = withSelector(out, c);
      }
    }
    List<long[]> good = new ArrayList<>();
    for (int i = 0; i < out.size(); i += 2) {
      long[] first = chip().graph().evaluateRow(out.get(i));
      long[] second = chip().graph().evaluateRow(out.get(i + 1));
      // A rule on selectors alone has one value, whatever is in the other columns.
      if (chip().constraints().stream()
          .noneMatch(c -> first[c.node()] != 0 && first[c.node()] == second[c.node()])) {
        good.add(out.get(i));
      }
    }
    return good;
  }

  /** Pairs of rows, with every value of one more selector. */
  private static List<long[]> withSelector(List<long[]> rows, int column) {
    List<long[]> out = new ArrayList<>();
    for (int v = 0; v < 3; v++) {
      for (long[] row : rows) {
        long[] changed = row.clone();
        changed[column] = v;
        out.add(changed);
      }
    }
    return out;
  }

  private long[] randomRow(SplittableRandom random) {
    long[] row = random.longs(chip().columns().size(), 0, Long.MAX_VALUE).toArray();
    row[0] = 1;
    return row;
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
