package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Program;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An RV32IM machine for one program: user mode, one hart, little-endian. Misaligned loads and
 * stores work, {@code fence} does nothing, stores to the text and below the data trap. All
 * registers are zero at first.
 *
 * <p>Runs are independent of each other and give the same result in all modes. A machine may be
 * used by several threads.
 */
public final class Machine {

  /** Instructions between two looks at the clock. */
  private static final int QUANTUM = 1 << 20;

  private final Program program;
  private final List<ModelObject> models;
  private final Limits limits;
  private final Code code;
  private final long[] fastCode;

  /** A machine with its own limits for a program and its models. */
  public Machine(Guest guest, Limits limits) {
    this.program = guest.program();
    this.models = guest.models();
    this.limits = limits;
    this.code = program.code();
    this.fastCode = FastCode.of(code);
  }

  /** A machine with its own limits. */
  public Machine(Program program, Limits limits) {
    this(Guest.of(program), limits);
  }

  /** A machine with {@link Limits#DEFAULT}. */
  public Machine(Program program) {
    this(program, Limits.DEFAULT);
  }

  /** The decoded text, to which traces refer. */
  public Code code() {
    return code;
  }

  /** Runs as fast as possible. */
  public ExecutionResult execute(byte[] input) throws TrapException {
    HartState state = new HartState(program, limits);
    HostCalls host = host(state, input);
    Stepper stepper = stepper(state, host, AccessLog.NONE);
    while (!state.exited) {
      if (code.indexOf(state.pc) >= 0) {
        int budget = (int) Math.min(QUANTUM, limits.maxCycles() - state.cycles);
        FastLoop.run(fastCode, code.start(), state, budget);
      }
      stepper.step();
    }
    return host.result();
  }

  /** Runs and counts. */
  public Meter meter(byte[] input) throws TrapException {
    HartState state = new HartState(program, limits);
    HostCalls host = host(state, input);
    MeterLog log = new MeterLog(code.size());
    runSteps(state, host, log);
    return new Meter(host.result(), code, program.symbols(), log.counts(), log.clockSteps());
  }

  /** Runs and keeps the whole trace in memory: about 60 bytes a cycle. */
  public ExecutionTrace trace(byte[] input) throws TrapException {
    List<TraceChunk> chunks = new ArrayList<>();
    TraceSummary summary = trace(input, chunks::add);
    return new ExecutionTrace(code, chunks, summary);
  }

  /** Runs and hands over the trace in chunks, in order; each belongs to the consumer. */
  public TraceSummary trace(byte[] input, Consumer<TraceChunk> consumer) throws TrapException {
    return trace(input, TraceChunk.CAPACITY, consumer);
  }

  /**
   * As {@link #trace(byte[], Consumer)}, in chunks of {@code chunkCycles} cycles, but for the last.
   */
  public TraceSummary trace(byte[] input, int chunkCycles, Consumer<TraceChunk> consumer)
      throws TrapException {
    HartState state = new HartState(program, limits);
    HostCalls host = host(state, input);
    Tracer tracer = new Tracer(state, chunkCycles, consumer);
    runSteps(state, host, tracer);
    return tracer.finish(host.result(), program.image());
  }

  private HostCalls host(HartState state, byte[] input) {
    return new HostCalls(state, input, limits.maxOutputBytes());
  }

  private Stepper stepper(HartState state, HostCalls host, AccessLog log) {
    ModelUnit unit = new ModelUnit(models, state);
    return new Stepper(code, state, host, unit, limits.maxCycles(), log);
  }

  private void runSteps(HartState state, HostCalls host, AccessLog log) throws TrapException {
    Stepper stepper = stepper(state, host, log);
    while (!state.exited) {
      stepper.step();
    }
  }
}
