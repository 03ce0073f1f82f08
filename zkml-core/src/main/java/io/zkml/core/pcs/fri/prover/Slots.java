package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pieces of a weight gathered by what is left of their address without its first t bits, and by
 * table: a slot is one table at one rest, with a scalar for each value p of the first t bits.
 */
final class Slots {

  /** One slot; scalars[p] may be zero. */
  record Slot(long rest, int table, int logSize, List<Entry> entries) {}

  /** The scalar of a slot at one value of the first bits. */
  record Entry(int p, Ext3 scalar) {}

  private static final int ADDRESS_BITS = 40;

  private Slots() {}

  /** All slots, by ascending rest. */
  static List<Slot> gather(ChunkTerms terms, int restBits) {
    long mask = (1L << restBits) - 1;
    Long2IntOpenHashMap index = new Long2IntOpenHashMap();
    index.defaultReturnValue(-1);
    List<Slot> slots = new ArrayList<>();
    for (ChunkTerms.Piece piece : terms.pieces()) {
      long rest = piece.address() & mask;
      long key = (long) piece.table() << ADDRESS_BITS | rest;
      int at = index.get(key);
      if (at < 0) {
        at = slots.size();
        index.put(key, at);
        int size = terms.tables().get(piece.table()).length();
        slots.add(
            new Slot(rest, piece.table(), Integer.numberOfTrailingZeros(size), new ArrayList<>(2)));
      }
      int p = (int) (piece.address() >>> restBits);
      slots.get(at).entries().add(new Entry(p, piece.scalar()));
    }
    slots.sort((x, y) -> Long.compare(x.rest(), y.rest()));
    return slots;
  }

  /** Number of base multiplications that the inner products of all slots take, for 2^t values. */
  static long work(ChunkTerms terms, int restBits, int t) {
    long mask = (1L << restBits) - 1;
    long[] keys = new long[terms.pieces().size()];
    int n = 0;
    for (ChunkTerms.Piece piece : terms.pieces()) {
      keys[n++] = (long) piece.table() << ADDRESS_BITS | (piece.address() & mask);
    }
    Arrays.sort(keys);
    long work = (12L * n) << t;
    for (int i = 0; i < n; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        work += (3L * terms.tables().get((int) (keys[i] >>> ADDRESS_BITS)).length()) << t;
      }
    }
    return work;
  }
}
