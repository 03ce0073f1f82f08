package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Bus;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Honest rows of an instruction chip, from the trace of a program that runs in one chunk. */
public final class ChipRun {

  private ChipRun() {}

  /**
   * The rows of one kind of instruction. What they put on exact buses is taken as it stands: it
   * cancels by definition, and any other message shows. No padding: there most cells are free.
   */
  static ChipExample of(
      String name, InstructionChip chip, InstructionKind kind, Program program, byte... input) {
    return of(name, chip, kind, trace(program, input));
  }

  /** As above, of a trace. */
  static ChipExample of(
      String name, InstructionChip chip, InstructionKind kind, ExecutionTrace trace) {
    Code code = trace.code();
    return cancelled(name, table(chip, kind, trace), ChipRun::isLookup)
        .withLookup(RangeTable.BUS, ChipRun::isKey)
        .withLookup(
            Buses.PROGRAM,
            v -> inProgram(code, v, i -> ProgramWords.opcode(code, i)),
            v -> inProgram(code, v, i -> v.get(1)) && isBelow(v.get(1), Opcode.ALL.size()))
        .withLookup(Buses.AND, ChipRun::isAnd)
        .withOffered(offered(trace));
  }

  /** States and registers of all cycles: what a cheating instruction could receive. */
  private static List<BusMessage> offered(ExecutionTrace trace) {
    Code code = trace.code();
    TraceChunk chunk = trace.chunks().getFirst();
    List<BusMessage> out = new ArrayList<>();
    for (int i = 0; i < chunk.rows(); i++) {
      int at = chunk.get(TraceColumn.INDEX, i);
      out.add(BusMessage.of(Buses.EXECUTION, 1, code.pc(at), chunk.get(TraceColumn.CLK, i)));
      register(out, code.rs1(at), chunk, i, TraceColumn.RS1_VALUE, TraceColumn.RS1_TIME);
      register(out, code.rs2(at), chunk, i, TraceColumn.RS2_VALUE, TraceColumn.RS2_TIME);
      register(out, code.rd(at), chunk, i, TraceColumn.RD_BEFORE, TraceColumn.RD_TIME);
    }
    return out;
  }

  private static void register(
      List<BusMessage> out,
      int number,
      TraceChunk chunk,
      int cycle,
      TraceColumn value,
      TraceColumn time) {
    long word = chunk.get(value, cycle) & Rows.MASK;
    out.add(BusMessage.of(Buses.MEMORY, 1, Buses.REGISTERS, number, word, chunk.get(time, cycle)));
  }

  /** A table with the messages that cancel its own, but for those on lookup buses. */
  static ChipExample cancelled(String name, TraceTable table, Predicate<Bus> isLookup) {
    List<BusMessage> supplied = new ArrayList<>();
    for (int r = 0; r < table.rows(); r++) {
      for (BusMessage m : TraceChecker.messages(table.chip(), table.row(r))) {
        if (!isLookup.test(m.bus())) {
          long minus = Goldilocks.neg(m.multiplicity());
          supplied.add(new BusMessage(m.bus(), m.values(), minus));
        }
      }
    }
    return ChipExample.of(name, table).withMessages(supplied.toArray(BusMessage[]::new));
  }

  /** Whether the range table has a key. */
  static boolean isKey(List<Long> v) {
    return isBelow(v.getFirst(), 1 << Buses.RANGE_BITS);
  }

  /** The rows of one kind of instruction. */
  public static TraceTable table(InstructionChip chip, InstructionKind kind, ExecutionTrace trace) {
    TraceChunk chunk = trace.chunks().getFirst();
    int[] cycles = cycles(trace.code(), chunk, kind);
    if (trace.chunks().size() != 1 || cycles.length == 0) {
      throw new IllegalArgumentException("too many cycles, or none of " + kind);
    }
    int height = cycles.length;
    int columns = chip.committedColumns();
    long[] entries = new long[height * columns];
    int[] offsets = new int[columns];
    Arrays.setAll(offsets, c -> c * height);
    Rows rows = new Rows(trace.code(), chunk, cycles, 0, cycles.length, new Refreshes());
    chip.fill(rows, new Cells(entries, offsets, 0));
    long[] real = new long[height];
    Arrays.fill(real, 1);
    List<long[]> all = new ArrayList<>();
    all.add(real);
    for (int c = 0; c < columns; c++) {
      all.add(Arrays.copyOfRange(entries, c * height, (c + 1) * height));
    }
    return new TraceTable(chip.chip(), all);
  }

  /** A run's trace. */
  public static ExecutionTrace trace(Program program, byte... input) {
    try {
      return new Machine(program).trace(input);
    } catch (TrapException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int[] cycles(Code code, TraceChunk chunk, InstructionKind kind) {
    int[] out = new int[chunk.rows()];
    int n = 0;
    for (int i = 0; i < out.length; i++) {
      Opcode opcode = Opcode.ALL.get(code.op(chunk.get(TraceColumn.INDEX, i)));
      int address = chunk.get(TraceColumn.ADDRESS, i);
      int call = chunk.get(TraceColumn.RS1_VALUE, i);
      if (InstructionKind.of(opcode, address, call) == kind) {
        out[n++] = i;
      }
    }
    return Arrays.copyOf(out, n);
  }

  /** Whether the chip's messages on a bus are lookups. */
  public static boolean isLookup(Bus bus) {
    return bus.equals(RangeTable.BUS) || bus.equals(Buses.PROGRAM) || bus.equals(Buses.AND);
  }

  private static boolean isBelow(long v, long bound) {
    return Long.compareUnsigned(v, bound) < 0;
  }

  private static boolean isAnd(List<Long> v) {
    return isBelow(v.get(0), 256) && isBelow(v.get(1), 256) && v.get(2) == (v.get(0) & v.get(1));
  }

  private static int index(Code code, List<Long> v) {
    return isBelow(v.getFirst(), 1L << 32) ? code.indexOf(v.getFirst().intValue()) : -1;
  }

  /** Whether the text has these fields, or would have with this opcode in their place. */
  private static boolean inProgram(Code code, List<Long> v, ToLongFunction<Integer> opcode) {
    int i = index(code, v);
    return i >= 0
        && v.get(1) == opcode.applyAsLong(i)
        && v.get(2) == code.rd(i)
        && v.get(3) == code.rs1(i)
        && v.get(4) == code.rs2(i)
        && v.get(5) == (ProgramWords.immediate(code, i) & Rows.MASK);
  }
}
