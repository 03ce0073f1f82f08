package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.chip.InstructionKind;
import java.util.List;

/**
 * The instructions of a shard.
 *
 * @param rows of every kind, in the order of {@link InstructionKind}
 */
public record ShardRows(List<Integer> rows) {

  /** Most instructions of a shard. */
  public static final int MAX_CYCLES = 1 << 24;

  /** Copies the list; checks the bounds. */
  public ShardRows {
    rows = List.copyOf(rows);
    RunShape.require(rows.size() == InstructionKind.ALL.size(), rows.size() + " kinds of rows");
    long cycles = 0;
    for (int n : rows) {
      RunShape.require(n >= 0, n + " instructions");
      cycles += n;
    }
    RunShape.require(cycles <= MAX_CYCLES, cycles + " instructions in a shard");
  }

  /** Instructions of a kind. */
  public int rows(InstructionKind kind) {
    return rows.get(kind.number());
  }

  /** Instructions. */
  public int cycles() {
    return rows.stream().mapToInt(Integer::intValue).sum();
  }
}
