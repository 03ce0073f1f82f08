package io.zkml.vm.riscv.exec;

import static io.zkml.vm.riscv.exec.TraceColumn.ADDRESS;
import static io.zkml.vm.riscv.exec.TraceColumn.CLK;
import static io.zkml.vm.riscv.exec.TraceColumn.INDEX;
import static io.zkml.vm.riscv.exec.TraceColumn.NEXT_PC;
import static io.zkml.vm.riscv.exec.TraceColumn.RD_AFTER;
import static io.zkml.vm.riscv.exec.TraceColumn.RD_BEFORE;
import static io.zkml.vm.riscv.exec.TraceColumn.RD_CLK;
import static io.zkml.vm.riscv.exec.TraceColumn.RD_TIME;
import static io.zkml.vm.riscv.exec.TraceColumn.RS1_TIME;
import static io.zkml.vm.riscv.exec.TraceColumn.RS1_VALUE;
import static io.zkml.vm.riscv.exec.TraceColumn.RS2_TIME;
import static io.zkml.vm.riscv.exec.TraceColumn.RS2_VALUE;
import static io.zkml.vm.riscv.exec.TraceColumn.WORD_AFTER;
import static io.zkml.vm.riscv.exec.TraceColumn.WORD_BEFORE;
import static io.zkml.vm.riscv.exec.TraceColumn.WORD_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Family;
import io.zkml.vm.riscv.isa.Format;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Offline memory checking by hand: every access receives a tuple (space, address, value, clock)
 * that was sent once and sends the next; what remains at the end is the boundary. The clock counts
 * accesses without a gap; the pc follows.
 */
final class TraceChecker {

  private final ExecutionTrace trace;
  private final Code code;
  private final Set<List<Integer>> sent = new HashSet<>();
  private int clk = 1;
  private int pc;

  TraceChecker(ExecutionTrace trace) {
    this.trace = trace;
    this.code = trace.code();
    this.pc = code.pc(trace.chunks().getFirst().get(INDEX, 0));
  }

  void check() {
    MemoryBoundary boundary = trace.summary().boundary();
    for (int i = 0; i < boundary.size(); i++) {
      assertThat(boundary.image()[i] || boundary.initial()[i] == 0).isTrue();
      send(boundary.spaces()[i], boundary.addresses()[i], boundary.initial()[i], 0);
      if (i > 0) {
        assertThat(cell(boundary, i)).isGreaterThan(cell(boundary, i - 1));
      }
    }
    trace.chunks().forEach(this::check);
    assertThat(trace.summary().endClk()).isEqualTo(clk);
    for (int i = 0; i < boundary.size(); i++) {
      receive(
          boundary.spaces()[i], boundary.addresses()[i], boundary.last()[i], boundary.times()[i]);
    }
    assertThat(sent).isEmpty();
  }

  private static long cell(MemoryBoundary boundary, int i) {
    return ((long) boundary.spaces()[i] << 32) + boundary.addresses()[i];
  }

  private void check(TraceChunk chunk) {
    int other = 0;
    OtherAccesses others = chunk.others();
    for (int row = 0; row < chunk.rows(); row++) {
      int i = chunk.get(INDEX, row);
      Opcode opcode = Opcode.ALL.get(code.op(i));
      Format format = opcode.format();
      boolean call = opcode == Opcode.ECALL;
      assertThat(code.pc(i)).isEqualTo(pc);
      assertThat(chunk.get(CLK, row)).isEqualTo(clk);
      if (format.hasRs1() || call || opcode == Opcode.FENCE) {
        int value = chunk.get(RS1_VALUE, row);
        access(0, code.rs1(i), value, value, chunk.get(RS1_TIME, row));
      }
      if (format.hasRs2() || call) {
        int value = chunk.get(RS2_VALUE, row);
        access(0, code.rs2(i), value, value, chunk.get(RS2_TIME, row));
      }
      if (opcode.family() == Family.LOAD || opcode.family() == Family.STORE) {
        access(
            1,
            chunk.get(ADDRESS, row) >>> 2,
            chunk.get(WORD_BEFORE, row),
            chunk.get(WORD_AFTER, row),
            chunk.get(WORD_TIME, row));
      }
      for (; other < others.size() && others.rows()[other] == row; other++) {
        assertThat(others.clks()[other]).isEqualTo(clk);
        access(
            others.spaces()[other],
            others.addresses()[other],
            others.befores()[other],
            others.afters()[other],
            others.times()[other]);
      }
      if (call) {
        // The clock counts transfers that do not take place, too.
        clk = chunk.get(CLK, row) + accessesBefore(chunk.get(RS1_VALUE, row));
      }
      if (format.hasRd() || call || opcode == Opcode.FENCE) {
        assertThat(chunk.get(RD_CLK, row)).isEqualTo(clk);
        access(
            0,
            code.rd(i),
            chunk.get(RD_BEFORE, row),
            chunk.get(RD_AFTER, row),
            chunk.get(RD_TIME, row));
      }
      pc = chunk.get(NEXT_PC, row);
    }
    assertThat(other).isEqualTo(others.size());
  }

  /** Accesses of a call before that of its result. */
  private static int accessesBefore(int call) {
    return call == 63 ? 5 : call == 64 ? 6 : 2;
  }

  private void access(int space, int address, int before, int after, int time) {
    assertThat(time).isLessThan(clk);
    receive(space, address, before, time);
    send(space, address, after, clk);
    clk++;
  }

  private void send(int space, int address, int value, int time) {
    assertThat(sent.add(List.of(space, address, value, time))).isTrue();
  }

  private void receive(int space, int address, int value, int time) {
    List<Integer> tuple = List.of(space, address, value, time);
    assertThat(sent.remove(tuple)).as("receives %s at %s", tuple, clk).isTrue();
  }
}
