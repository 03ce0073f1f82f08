package io.zkml.vm.riscv.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.elf.Program;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Runs guests in all modes and holds the modes against each other and the naive interpreter. */
final class Runs {

  private static final int MAX_CYCLES = 1_000_000;

  private Runs() {}

  /** The trace of a guest that exits, after comparing everything. */
  static ExecutionTrace compare(Program program, byte[] input) {
    try {
      Machine machine = new Machine(program, Limits.DEFAULT.withCycles(MAX_CYCLES));
      ExecutionTrace trace = machine.trace(input);
      assertSame(machine.execute(input), trace.summary().result());
      assertSame(machine.meter(input).result(), trace.summary().result());
      NaiveInterpreter naive = new NaiveInterpreter(program, input).run(MAX_CYCLES);
      ExecutionResult result = trace.summary().result();
      assertThat(result.cycles()).isEqualTo(naive.cycles());
      assertThat(result.exitCode()).isEqualTo(naive.register(10));
      assertThat(result.output()).isEqualTo(naive.output());
      for (int i = 0; i < 32; i++) {
        assertThat(trace.summary().boundary().last()[i]).as("x" + i).isEqualTo(naive.register(i));
      }
      return trace;
    } catch (TrapException e) {
      throw new AssertionError(e);
    }
  }

  /** Final registers of a guest, which this method ends with an exit. */
  static int[] registers(Assembler guest) {
    ExecutionTrace trace = compare(guest.exit(0).program(), new byte[0]);
    return Arrays.copyOf(trace.summary().boundary().last(), 32);
  }

  /** The trap of a guest, the same in all modes. */
  static TrapException trap(Program program, Limits limits, byte[] input) {
    Machine machine = new Machine(program, limits);
    TrapException fast = trapOf(() -> machine.execute(input));
    TrapException metered = trapOf(() -> machine.meter(input));
    TrapException traced = trapOf(() -> machine.trace(input));
    assertThat(metered).hasMessage(fast.getMessage());
    assertThat(traced).hasMessage(fast.getMessage());
    assertThat(traced.kind()).isEqualTo(fast.kind());
    return fast;
  }

  static TrapException trap(Assembler guest) {
    return trap(guest.program(), Limits.DEFAULT.withCycles(MAX_CYCLES), new byte[0]);
  }

  private static TrapException trapOf(ThrowingCallable run) {
    TrapException trap = catchThrowableOfType(TrapException.class, run);
    assertThat(trap).isNotNull();
    return trap;
  }

  private static void assertSame(ExecutionResult a, ExecutionResult b) {
    assertThat(a.exitCode()).isEqualTo(b.exitCode());
    assertThat(a.output()).isEqualTo(b.output());
    assertThat(a.diagnostics()).isEqualTo(b.diagnostics());
    assertThat(a.cycles()).isEqualTo(b.cycles());
  }
}
