package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.exec.TraceChunk;

/**
 * How much of a run is proven at a time, and with it how much memory that takes: about 100 bytes a
 * message and as many a cell. A shard ends where its instructions would go beyond either number;
 * the tables of a run, apart from its memory, come on top.
 *
 * @param cells committed cells, padding included
 * @param messages messages on buses, padding included
 */
public record ShardSize(long cells, long messages) {

  /** About a million instructions: with the tables, not more than 2^24 messages. */
  public static final ShardSize DEFAULT = new ShardSize(3L << 23, (1L << 24) - (1L << 18));

  /** A shard is at most this many chunks of a trace. */
  private static final int LOG_CHUNKS = 9;

  /** Refuses sizes that are not positive. */
  public ShardSize {
    if (cells < 1 || messages < 1) {
      throw new IllegalArgumentException(
          "shards of " + cells + " cells, " + messages + " messages");
    }
  }

  /** Cycles of a chunk: shards consist of whole chunks. */
  int chunkCycles() {
    return Math.clamp(messages >> LOG_CHUNKS, 1, TraceChunk.CAPACITY);
  }
}
