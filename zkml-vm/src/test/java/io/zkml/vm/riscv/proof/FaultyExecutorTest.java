package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.parallel.Workers;
import io.zkml.core.security.SecurityParameters;
import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.exec.ExecutionTrace;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.MemoryBoundary;
import io.zkml.vm.riscv.exec.TraceEdits;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Format;
import io.zkml.vm.riscv.isa.Instruction;
import io.zkml.vm.riscv.isa.Opcode;
import io.zkml.vm.riscv.isa.Register;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * An executor that does one instruction wrong, whenever it comes to it: another operation, other
 * registers, another immediate or address, a jump to the end. All that follows, memory, output and
 * exit code, follows from that, and the rows claim the honest instruction: no such run is provable.
 */
class FaultyExecutorTest {

  private static final Limits LIMITS = Limits.DEFAULT.withCycles(2000);
  private static final byte[] INPUT = {9, 2, 3, 4};

  private final SplittableRandom random = new SplittableRandom(8);

  @Test
  void faults_ofAGuestWithLoopsAndOutput_areRefused() throws TrapException {
    assertThat(refused(Guests.fibonacci(3))).isGreaterThan(40);
  }

  @Test
  void faults_ofAGuestThatReads_areRefused() throws TrapException {
    assertThat(refused(Guests.sum(5))).isGreaterThan(20);
  }

  /** How many faults make a difference: none of them is provable. */
  private int refused(Program program) throws TrapException {
    try (Workers workers = Workers.of(1)) {
      VirtualMachine machine = Guests.machine(program, SecurityParameters.UNSAFE_TEST, workers);
      long[] honest = entries(machine, new Machine(program, LIMITS).trace(INPUT), workers);
      int refused = 0;
      for (int at = 0; at < program.textWords(); at++) {
        for (Instruction instead : faults(program.code(), at)) {
          Optional<ExecutionTrace> trace = faulty(program, at, instead);
          if (trace.isPresent() && !isSame(machine, trace.get(), honest, workers)) {
            assertThat(DishonestRunTest.isRefused(machine, trace.get()))
                .as("%s at word %s", instead, at)
                .isTrue();
            refused++;
          }
        }
      }
      return refused;
    }
  }

  private static long[] entries(VirtualMachine machine, ExecutionTrace trace, Workers workers) {
    RunPlan plan = RunTables.plan(machine, trace);
    return RunTables.witness(plan, List.of(), trace, workers).committed().getFirst();
  }

  /** Whether a fault changes nothing, as where a sum is a disjunction too. */
  private static boolean isSame(
      VirtualMachine machine, ExecutionTrace trace, long[] honest, Workers workers) {
    try {
      return Arrays.equals(honest, entries(machine, trace, workers));
    } catch (IllegalStateException | IllegalArgumentException refused) {
      return false;
    }
  }

  /** Instructions in place of one: of every field another value, and a jump to the end. */
  private List<Instruction> faults(Code code, int at) {
    Opcode opcode = Opcode.ALL.get(code.op(at));
    Format format = opcode.format();
    List<Instruction> out = new ArrayList<>();
    if (format == Format.SYSTEM) {
      return out;
    }
    List<Opcode> alike = Opcode.ALL.stream().filter(o -> o.format() == format).toList();
    Opcode other = alike.get(random.nextInt(alike.size()));
    int rd = code.rd(at) == Register.SINK ? 0 : code.rd(at);
    add(out, other, rd, code.rs1(at), code.rs2(at), code.imm(at));
    add(out, opcode, other(rd), code.rs1(at), code.rs2(at), code.imm(at));
    add(out, opcode, rd, other(code.rs1(at)), code.rs2(at), code.imm(at));
    add(out, opcode, rd, code.rs1(at), other(code.rs2(at)), code.imm(at));
    add(out, opcode, rd, code.rs1(at), code.rs2(at), code.imm(at) ^ 4);
    // The last instructions of a guest exit.
    add(out, Opcode.JAL, 0, 0, 0, 4 * (code.size() - 2 - at));
    return out;
  }

  private int other(int register) {
    return register ^ 1 + random.nextInt(8);
  }

  private static void add(List<Instruction> out, Opcode opcode, int rd, int rs1, int rs2, int imm) {
    Format format = opcode.format();
    if (Instruction.fits(format, imm)) {
      int source = format.hasRs1() ? rs1 : 0;
      int second = format.hasRs2() ? rs2 : 0;
      out.add(new Instruction(opcode, format.hasRd() ? rd : 0, source, second, imm));
    }
  }

  /** The run of the wrong instruction under the text of the right one, unless it traps. */
  private static Optional<ExecutionTrace> faulty(Program program, int at, Instruction instead) {
    int index = (program.textStart() >>> 2) + at;
    int[] words = program.image().values().clone();
    int position = Arrays.binarySearch(program.image().indices(), index);
    words[position] = instead.encode();
    Program wrong =
        new Program(
            program.entry(),
            program.textStart(),
            program.textWords(),
            program.dataStart(),
            new Image(program.image().indices(), words),
            program.symbols());
    try {
      ExecutionTrace trace = new Machine(wrong, LIMITS).trace(INPUT);
      ExecutionTrace claimed = new ExecutionTrace(program.code(), trace.chunks(), trace.summary());
      int word = program.image().word(index);
      return Optional.of(TraceEdits.withBoundary(claimed, b -> restore(b, index, word)));
    } catch (TrapException trap) {
      return Optional.empty();
    }
  }

  /** The word of text as it is. */
  private static MemoryBoundary restore(MemoryBoundary b, int index, int word) {
    for (int i = Register.CELLS; i < b.size(); i++) {
      if (b.addresses()[i] == index) {
        b.initial()[i] = word;
        b.last()[i] = word;
      }
    }
    return b;
  }
}
