package io.zkml.vm.riscv.proof;

import io.zkml.core.air.Chip;
import io.zkml.vm.riscv.chip.BoundaryChips;
import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.chip.InstructionKind;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceSummary;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.isa.Register;
import io.zkml.vm.riscv.model.TracedCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Cuts a trace into shards, chunk by chunk, and counts the run's shape. */
final class ShardCutter {

  private static final int KINDS = InstructionKind.ALL.size();

  private final TraceKinds kinds;
  private final ChipSet chips;
  private final ShardSize size;
  private final List<ShardRows> shards = new ArrayList<>();
  private final List<Integer> chunks = new ArrayList<>();
  private int[] rows = new int[KINDS];
  private int open;

  ShardCutter(Code code, ChipSet chips, ShardSize size) {
    this.kinds = new TraceKinds(code);
    this.chips = chips;
    this.size = size;
  }

  /**
   * Counts a chunk; whether it begins a new shard, and the chunks before it are one.
   *
   * @throws IllegalArgumentException if the run has too many shards
   */
  boolean begins(TraceChunk chunk) {
    int[] counts = kinds.count(chunk);
    int[] sum = new int[KINDS];
    Arrays.setAll(sum, k -> rows[k] + counts[k]);
    boolean cut = open > 0 && !fits(sum, 0);
    if (cut) {
      close();
    }
    rows = cut ? counts : sum;
    open++;
    return cut;
  }

  private void close() {
    if (shards.size() == RunShape.MAX_SHARDS) {
      throw new IllegalArgumentException(
          "a run of more than " + RunShape.MAX_SHARDS + " shards: let each be larger");
    }
    shards.add(new ShardRows(Arrays.stream(rows).boxed().collect(Collectors.toList())));
    chunks.add(open);
    rows = new int[KINDS];
    open = 0;
  }

  /** Whether a shard may have these instructions and so many words of memory. */
  private boolean fits(int[] instructions, int words) {
    Chip ram = BoundaryChips.RAM;
    int cycles = Arrays.stream(instructions).sum();
    long cells = RowCut.padded(words, cycles) * (ram.columns().size() - 1);
    long messages = RowCut.padded(words, cycles) * ram.interactions().size();
    for (InstructionKind kind : InstructionKind.ALL) {
      long n = RowCut.padded(instructions[kind.number()], cycles);
      cells += n * chips.chip(kind).committedColumns();
      messages += n * chips.chip(kind).chip().interactions().size();
    }
    return cells <= size.cells() && messages <= size.messages();
  }

  /** The shards that are complete. */
  List<ShardRows> shards() {
    return shards;
  }

  /** Chunks of each complete shard. */
  List<Integer> chunks() {
    return chunks;
  }

  /** Ends the last shard, which has the run's tables, too; they have one of their own if large. */
  RunShape finish(TraceSummary summary) {
    int words = summary.boundary().size() - Register.CELLS;
    if (open > 0 && !fits(rows, words)) {
      close();
    }
    close();
    return new RunShape(
        shards,
        words,
        summary.result().output().length,
        summary.result().exitCode(),
        summary.calls().stream().map(TracedCall::call).toList());
  }
}
