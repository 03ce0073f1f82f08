package io.zkml.vm.riscv.exec;

import io.zkml.vm.riscv.elf.Image;
import io.zkml.vm.riscv.model.ModelCall;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a trace. The clock starts at 1 and grows by one an access; every register and every word
 * remembers the clock of its last access.
 */
final class Tracer implements AccessLog {

  private final HartState state;
  private final Consumer<TraceChunk> consumer;
  private final int[] registerTimes;
  private final List<TracedCall> calls = new ArrayList<>();
  private final Memory wordTimes = new Memory(Long.MAX_VALUE);
  private final int chunkCycles;
  private TraceChunk chunk;
  private int clk = 1;

  Tracer(HartState state, int chunkCycles, Consumer<TraceChunk> consumer) {
    this.state = state;
    this.chunkCycles = chunkCycles;
    this.chunk = new TraceChunk(chunkCycles);
    this.consumer = consumer;
    this.registerTimes = new int[state.registers.length];
  }

  @Override
  public void begin(int index) {
    chunk.set(TraceColumn.CLK, clk);
    chunk.set(TraceColumn.INDEX, index);
  }

  @Override
  public void rs1(int register, int value) throws TrapException {
    chunk.set(TraceColumn.RS1_VALUE, value);
    chunk.set(TraceColumn.RS1_TIME, registerTime(register));
    tick();
  }

  @Override
  public void rs2(int register, int value) throws TrapException {
    chunk.set(TraceColumn.RS2_VALUE, value);
    chunk.set(TraceColumn.RS2_TIME, registerTime(register));
    tick();
  }

  @Override
  public void memory(int address, int before, int after) throws TrapException {
    chunk.set(TraceColumn.ADDRESS, address);
    chunk.set(TraceColumn.WORD_BEFORE, before);
    chunk.set(TraceColumn.WORD_AFTER, after);
    chunk.set(TraceColumn.WORD_TIME, wordTime(address >>> 2));
    tick();
  }

  @Override
  public void other(int space, int address, int before, int after) throws TrapException {
    int time = space == Stepper.RAM ? wordTime(address) : registerTime(address);
    chunk.others().add(chunk.rows(), clk, space, address, before, after, time);
    tick();
  }

  @Override
  public void model(int model, int from, int[] input, int to, int[] before) {
    // Both operands are read: two steps have passed.
    int read = clk - 2;
    int[] inputTimes = wordTimes(from >>> 2, input.length, read);
    int[] outputTimes = wordTimes(to >>> 2, before.length, read + 1);
    ModelCall call = new ModelCall(model, from, to, read);
    calls.add(new TracedCall(call, input, inputTimes, before, outputTimes));
  }

  private int[] wordTimes(int index, int count, int now) {
    int[] times = new int[count];
    for (int i = 0; i < count; i++) {
      times[i] = wordTime(index + i, now);
    }
    return times;
  }

  @Override
  public void skip() throws TrapException {
    tick();
  }

  @Override
  public void rd(int register, int before, int after) throws TrapException {
    chunk.set(TraceColumn.RD_BEFORE, before);
    chunk.set(TraceColumn.RD_AFTER, after);
    chunk.set(TraceColumn.RD_TIME, registerTime(register));
    chunk.set(TraceColumn.RD_CLK, clk);
    tick();
  }

  @Override
  public void end(int nextPc) {
    chunk.set(TraceColumn.NEXT_PC, nextPc);
    chunk.endRow();
    if (chunk.rows() == chunkCycles) {
      consumer.accept(chunk);
      chunk = new TraceChunk(chunkCycles);
    }
  }

  /** Notes an access of a register now; returns the clock of the one before. */
  private int registerTime(int register) {
    int time = registerTimes[register];
    registerTimes[register] = clk;
    return time;
  }

  private int wordTime(int index) {
    return wordTime(index, clk);
  }

  private int wordTime(int index, int now) {
    wordTimes.touch(index);
    int time = wordTimes.get(index);
    wordTimes.set(index, now);
    return time;
  }

  private void tick() throws TrapException {
    if (clk == Integer.MAX_VALUE) {
      throw state.trap(TrapKind.CYCLE_LIMIT, "a trace has fewer than 2^31 accesses");
    }
    clk++;
  }

  /** Hands over the last chunk. */
  TraceSummary finish(ExecutionResult result, Image image) {
    if (chunk.rows() > 0) {
      consumer.accept(chunk);
    }
    BoundaryCollector collector = new BoundaryCollector(state, image, registerTimes, wordTimes);
    return new TraceSummary(result, clk, collector.collect(), calls);
  }
}
