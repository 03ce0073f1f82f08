package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.isa.Register;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {

  @Test
  void trace_fewInstructions_hasEveryAccess() throws TrapException {
    Assembler guest = new Assembler().dataLabel("d").words(0x11).li(A1, 3).la(S0, "d");
    guest.sb(A1, 1, S0).add(ZERO, A1, S0).exit(0);
    ExecutionTrace trace = new Machine(guest.program()).trace(new byte[0]);
    TraceChunk chunk = trace.chunks().getFirst();
    assertThat(chunk.rows()).isEqualTo(8);
    // addi: rs1 at 1, rd at 2. lui: rd at 3. addi: 4, 5. sb: rs1 6, rs2 7, word 8. add: 9, 10, 11.
    assertThat(chunk.column(TraceColumn.CLK)).startsWith(1, 3, 4, 6, 9, 12);
    assertThat(row(chunk, 3))
        .containsExactly(6, 3, 0x10010, 0x11000, 5, 3, 2, 0x11001, 0x11, 0x311, 0, 0, 0, 0, 0);
    assertThat(row(chunk, 4))
        .containsExactly(9, 4, 0x10014, 3, 7, 0x11000, 6, 0, 0, 0, 0, 0, 0x11003, 0, 11);
    assertThat(trace.code().rd(4)).isEqualTo(Register.SINK);
    assertThat(trace.summary().boundary().last()[Register.SINK]).isEqualTo(0x11003);
    assertThat(trace.summary().boundary().last()[0]).isZero();
  }

  @Test
  void trace_boundary_holdsImageAndTouchedWordsOnce() throws TrapException {
    Assembler guest = new Assembler().dataLabel("d").words(1, 0, 3).la(S0, "d");
    guest.lw(T0, 16, S0).sw(S0, 4, S0).exit(0);
    ExecutionTrace trace = new Machine(guest.program()).trace(new byte[0]);
    MemoryBoundary boundary = trace.summary().boundary();
    int text = 7;
    assertThat(boundary.size()).isEqualTo(Register.CELLS + text + 4);
    int data = Register.CELLS + text;
    assertThat(boundary.addresses()[data]).isEqualTo(0x11000 / 4);
    assertThat(List.of(boundary.image()[data + 2], boundary.image()[data + 3]))
        .containsExactly(true, false);
    assertThat(boundary.initial()[data + 1]).isZero();
    assertThat(boundary.last()[data + 1]).isEqualTo(0x11000);
    assertThat(boundary.times()[data]).isZero();
    assertThat(boundary.times()[data + 3]).isPositive();
    new TraceChecker(trace).check();
  }

  @Test
  void trace_longRun_comesInFullChunks() throws TrapException {
    Assembler guest = new Assembler().li(T0, 100_000).label("loop").addi(T0, T0, -1);
    guest.bnez(T0, "loop").exit(0);
    List<Integer> rows = new ArrayList<>();
    TraceSummary summary =
        new Machine(guest.program()).trace(new byte[0], chunk -> rows.add(chunk.rows()));
    assertThat(rows.subList(0, 3)).containsOnly(TraceChunk.CAPACITY);
    assertThat(rows.stream().mapToLong(r -> r).sum()).isEqualTo(summary.result().cycles());
    new TraceChecker(new Machine(guest.program()).trace(new byte[0])).check();
  }

  private static List<Integer> row(TraceChunk chunk, int row) {
    List<Integer> values = new ArrayList<>();
    for (TraceColumn column : TraceColumn.values()) {
      values.add(chunk.get(column, row));
    }
    return values;
  }
}
