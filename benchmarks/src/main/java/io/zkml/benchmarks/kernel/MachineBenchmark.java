package io.zkml.benchmarks.kernel;

import static io.zkml.vm.riscv.isa.Register.A0;
import static io.zkml.vm.riscv.isa.Register.A1;
import static io.zkml.vm.riscv.isa.Register.A2;
import static io.zkml.vm.riscv.isa.Register.A3;
import static io.zkml.vm.riscv.isa.Register.RA;
import static io.zkml.vm.riscv.isa.Register.S0;
import static io.zkml.vm.riscv.isa.Register.S1;
import static io.zkml.vm.riscv.isa.Register.T0;
import static io.zkml.vm.riscv.isa.Register.T1;

import io.zkml.vm.riscv.asm.Assembler;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.Meter;
import io.zkml.vm.riscv.exec.TrapException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Speed of the RV32IM machine in instructions a microsecond (millions a second), on a loop of
 * arithmetic, loads, stores, a call and branches that depend on data.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class MachineBenchmark {

  private static final int ROUNDS = 1_000_000;

  /** About as many as the loop runs: 18 or 19 a round. */
  private static final int INSTRUCTIONS = 18 * ROUNDS + ROUNDS / 2;

  private final Machine machine = new Machine(guest().program());

  private static Assembler guest() {
    Assembler guest = new Assembler().dataLabel("table").space(4096);
    guest.la(S0, "table").li(S1, ROUNDS).li(A0, 1);
    guest.label("loop").slli(A1, A0, 13).xor(A0, A0, A1).srli(A1, A0, 17).xor(A0, A0, A1);
    guest.slli(A1, A0, 5).xor(A0, A0, A1).andi(T0, A0, 0x7fc).add(T0, T0, S0).lw(A2, 0, T0);
    guest.andi(T1, A0, 1).beqz(T1, "even").add(A2, A2, A0).label("even").jal(RA, "mix");
    guest.sw(A2, 0, T0).addi(S1, S1, -1).bnez(S1, "loop").exit(0);
    return guest.function("mix").mul(A3, A2, A0).add(A2, A2, A3).ret();
  }

  /** Plain execution. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public ExecutionResult execute() throws TrapException {
    return machine.execute(new byte[0]);
  }

  /** Execution with counts. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public Meter meter() throws TrapException {
    return machine.meter(new byte[0]);
  }

  /** Execution with a trace, thrown away chunk by chunk. */
  @Benchmark
  @OperationsPerInvocation(INSTRUCTIONS)
  public Object trace() throws TrapException {
    return machine.trace(new byte[0], chunk -> {});
  }
}
