package io.zkml.vm.riscv.proof;

import io.zkml.core.stark.ShardedKey;
import io.zkml.vm.riscv.chip.BoundaryChips;
import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.model.ModelCall;
import java.util.List;

/**
 * What is public of a run besides its output's bytes: the sizes that its proof's plans depend on,
 * and how it ended.
 *
 * @param shards instructions of every shard, in order; only the last may have none
 * @param memoryWords at least the words that the run touches or the image has
 * @param outputBytes bytes of public output
 * @param exitCode all 32 bits
 * @param calls calls of models, in order
 */
public record RunShape(
    List<ShardRows> shards, int memoryWords, int outputBytes, int exitCode, List<ModelCall> calls) {

  /** Most calls of models. */
  public static final int MAX_CALLS = 1 << 12;

  /** Most instructions of a run. */
  public static final int MAX_CYCLES = 1 << 28;

  /** Most shards of a run. */
  public static final int MAX_SHARDS = ShardedKey.MAX_SHARDS;

  /** Most words of memory. */
  public static final int MAX_MEMORY_WORDS = 1 << 25;

  /** Most bytes of public output. */
  public static final int MAX_OUTPUT_BYTES = 1 << 20;

  /** The shape of a run that calls no models. */
  public RunShape(List<ShardRows> shards, int memoryWords, int outputBytes, int exitCode) {
    this(shards, memoryWords, outputBytes, exitCode, List.of());
  }

  /** Copies the lists; checks all bounds and that the run ends exactly once. */
  public RunShape {
    shards = List.copyOf(shards);
    calls = List.copyOf(calls);
    require(!shards.isEmpty() && shards.size() <= MAX_SHARDS, shards.size() + " shards");
    long cycles = 0;
    int exits = 0;
    int modelCalls = 0;
    for (int i = 0; i < shards.size(); i++) {
      ShardRows shard = shards.get(i);
      boolean last = i == shards.size() - 1;
      require(last || shard.cycles() > 0, "a shard without instructions before the last");
      cycles += shard.cycles();
      exits += shard.rows(InstructionKind.ECALL_EXIT);
      modelCalls += shard.rows(InstructionKind.MODEL_CALL);
    }
    // SOUNDNESS: instructions of all shards share one clock. It stays below 2^31, as the range
    // check of times requires: no instruction takes more than 7 steps.
    require(cycles <= MAX_CYCLES, cycles + " instructions");
    require(exits == 1, "not one exit");
    require(memoryWords >= 1 && memoryWords <= MAX_MEMORY_WORDS, memoryWords + " words of memory");
    require(outputBytes >= 0 && outputBytes <= MAX_OUTPUT_BYTES, outputBytes + " bytes of output");
    require(calls.size() <= MAX_CALLS, calls.size() + " calls of models");
    require(calls.size() == modelCalls, "other calls of models");
    int clk = 0;
    for (ModelCall call : calls) {
      require(call.clk() > clk, "calls of models in another order");
      clk = call.clk();
    }
  }

  /** Instructions. */
  public int cycles() {
    return shards.stream().mapToInt(ShardRows::cycles).sum();
  }

  /** Instructions of a kind. */
  public int rows(InstructionKind kind) {
    return shards.stream().mapToInt(s -> s.rows(kind)).sum();
  }

  /** The clock at the end. */
  long lastClk(ChipSet chips) {
    long clk = BoundaryChips.FIRST_CLK;
    for (InstructionKind kind : InstructionKind.ALL) {
      clk += (long) rows(kind) * chips.chip(kind).accesses();
    }
    // SOUNDNESS: whatever chips there are, times must not wrap.
    require(clk <= Integer.MAX_VALUE, "a clock of " + clk);
    return clk;
  }

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("no run has " + what);
    }
  }
}
