package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.chip.BoundaryChips;
import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.model.ModelCall;
import java.util.List;

/**
 * What is public of a run besides its output's bytes: the sizes that its proof's plan depends on,
 * and how it ended.
 *
 * @param rows instructions of every kind, in the order of {@link InstructionKind}
 * @param memoryWords at least the words that the run touches or the image has
 * @param outputBytes bytes of public output
 * @param exitCode all 32 bits
 * @param calls calls of models, in order
 */
public record RunShape(
    List<Integer> rows, int memoryWords, int outputBytes, int exitCode, List<ModelCall> calls) {

  /** Most calls of models. */
  public static final int MAX_CALLS = 1 << 12;

  /** Most instructions of a run. */
  public static final int MAX_CYCLES = 1 << 24;

  /** Most words of memory. */
  public static final int MAX_MEMORY_WORDS = 1 << 25;

  /** Most bytes of public output. */
  public static final int MAX_OUTPUT_BYTES = 1 << 20;

  /** The shape of a run that calls no models. */
  public RunShape(List<Integer> rows, int memoryWords, int outputBytes, int exitCode) {
    this(rows, memoryWords, outputBytes, exitCode, List.of());
  }

  /** Copies the lists; checks all bounds and that the run ends exactly once. */
  public RunShape {
    rows = List.copyOf(rows);
    calls = List.copyOf(calls);
    require(rows.size() == InstructionKind.ALL.size(), rows.size() + " kinds of instructions");
    long cycles = 0;
    for (int n : rows) {
      require(n >= 0, n + " instructions");
      cycles += n;
    }
    // SOUNDNESS: clocks stay below 2^32 by far, as the range check of times requires.
    require(cycles <= MAX_CYCLES, cycles + " instructions");
    require(rows.get(InstructionKind.ECALL_EXIT.number()) == 1, "not one exit");
    require(memoryWords >= 1 && memoryWords <= MAX_MEMORY_WORDS, memoryWords + " words of memory");
    require(outputBytes >= 0 && outputBytes <= MAX_OUTPUT_BYTES, outputBytes + " bytes of output");
    require(calls.size() <= MAX_CALLS, calls.size() + " calls of models");
    require(calls.size() == rows.get(InstructionKind.MODEL_CALL.number()), "other calls of models");
    int clk = 0;
    for (ModelCall call : calls) {
      require(call.clk() > clk, "calls of models in another order");
      clk = call.clk();
    }
  }

  /** Instructions. */
  public int cycles() {
    int cycles = 0;
    for (int n : rows) {
      cycles += n;
    }
    return cycles;
  }

  /** Instructions of a kind. */
  public int rows(InstructionKind kind) {
    return rows.get(kind.number());
  }

  /** The clock at the end. */
  long lastClk(ChipSet chips) {
    long clk = BoundaryChips.FIRST_CLK;
    for (InstructionKind kind : InstructionKind.ALL) {
      if (rows(kind) > 0) {
        clk += (long) rows(kind) * chips.chip(kind).accesses();
      }
    }
    return clk;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("no run has " + what);
    }
  }
}
