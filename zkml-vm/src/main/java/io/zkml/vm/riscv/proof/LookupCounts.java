package io.zkml.vm.riscv.proof;

import io.zkml.core.air.AffineForm;
import io.zkml.core.air.Interaction;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.riscv.chip.Buses;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts what the rows of all shards look up: of the range table and of the table of bytes from the
 * chips' own messages, every row, padding included; of the text from the trace.
 */
final class LookupCounts {

  private static final int BLOCK = 1 << 12;
  private static final int KEYS = 1 << Buses.RANGE_BITS;
  private static final int BYTE_BITS = 8;

  private final Workers workers;
  private final long[] range = new long[KEYS];
  private final long[] bytes = new long[KEYS];
  private final long[] text;

  LookupCounts(int textWords, Workers workers) {
    this.text = new long[textWords];
    this.workers = workers;
  }

  /** A message of a segment that looks up a table. */
  private record Lookup(
      Segment segment, Interaction message, long[] table, long[] entries, long[] offsets) {}

  /** Counts a shard's lookups, given its cells. */
  void add(RunPlan plan, long[] entries, long[] offsets) {
    List<Lookup> lookups = new ArrayList<>();
    for (int s = 0; s < plan.plan().segments().size(); s++) {
      Segment segment = plan.plan().segments().get(s);
      if (s == plan.tables().range() || s == plan.tables().and()) {
        continue;
      }
      for (Interaction message : segment.chip().interactions()) {
        if (message.bus().equals(RangeTable.BUS)) {
          lookups.add(new Lookup(segment, message, range, entries, offsets));
        } else if (message.bus().equals(Buses.AND)) {
          lookups.add(new Lookup(segment, message, bytes, entries, offsets));
        }
      }
    }
    workers.forEach(lookups.size(), i -> count(lookups.get(i)));
  }

  /** Counts the fetches of a shard's instructions. */
  void addFetches(List<TraceChunk> chunks) {
    for (TraceChunk chunk : chunks) {
      int[] index = chunk.column(TraceColumn.INDEX);
      for (int i = 0; i < chunk.rows(); i++) {
        text[index[i]]++;
      }
    }
  }

  /** Writes the multiplicities of all tables into the last shard's cells. */
  void write(RunPlan plan, long[] entries, long[] offsets) {
    write(text, plan.columns(plan.tables().program(), offsets), entries);
    write(range, plan.columns(plan.tables().range(), offsets), entries);
    if (plan.tables().and() >= 0) {
      write(bytes, plan.columns(plan.tables().and(), offsets), entries);
    }
  }

  private static void write(long[] counts, int[] columns, long[] entries) {
    System.arraycopy(counts, 0, entries, columns[0], counts.length);
  }

  private void count(Lookup lookup) {
    Segment s = lookup.segment;
    int[] counts = new int[KEYS];
    long[] key = new long[BLOCK];
    long[] times = new long[BLOCK];
    AffineForm numerator = form(s, lookup.message.numerator());
    AffineForm keys = key(lookup);
    for (int from = 0; from < 1 << s.logRows(); from += BLOCK) {
      int n = Math.min(BLOCK, (1 << s.logRows()) - from);
      evaluate(lookup, numerator, from, n, times);
      evaluate(lookup, keys, from, n, key);
      for (int i = 0; i < n; i++) {
        if (times[i] != 0) {
          if (Long.compareUnsigned(key[i], KEYS) >= 0) {
            String name = s.chip().name() + "." + lookup.message.label();
            throw new IllegalStateException(name + " looks up " + Goldilocks.toSigned(key[i]));
          }
          counts[(int) key[i]]++;
        }
      }
    }
    add(counts, lookup.table);
  }

  private synchronized void add(int[] counts, long[] table) {
    for (int i = 0; i < KEYS; i++) {
      table[i] += counts[i];
    }
  }

  /** The row of the table that a message names: of bytes x and y it is 2^8 x + y. */
  private static AffineForm key(Lookup lookup) {
    List<Integer> values = lookup.message.values();
    AffineForm first = form(lookup.segment, values.getFirst());
    if (lookup.message.bus().equals(RangeTable.BUS)) {
      return first;
    }
    AffineForm second = form(lookup.segment, values.get(1));
    long[] coefficients = new long[first.coefficients().length];
    for (int c = 0; c < coefficients.length; c++) {
      coefficients[c] = pair(first.coefficients()[c], second.coefficients()[c]);
    }
    return new AffineForm(pair(first.constant(), second.constant()), coefficients);
  }

  private static long pair(long x, long y) {
    return Goldilocks.add(Goldilocks.mul(x, 1L << BYTE_BITS), y);
  }

  private static AffineForm form(Segment s, int node) {
    return AffineForm.of(s.chip().graph(), node, s.sources().size());
  }

  private static void evaluate(Lookup lookup, AffineForm form, int from, int n, long[] out) {
    Arrays.fill(out, 0, n, form.constant());
    for (int c = 0; c < form.coefficients().length; c++) {
      long factor = form.coefficients()[c];
      if (factor != 0) {
        switch (lookup.segment.sources().get(c)) {
          case Segment.Committed x -> {
            int at = Math.toIntExact(lookup.offsets[x.block()]) + from;
            addScaled(lookup.entries, at, factor, n, out);
          }
          case Segment.Public p -> addScaled(p.column(), factor, from, n, out);
          case Segment.Virtual v -> throw new IllegalStateException("no virtual columns here");
        }
      }
    }
  }

  private static void addScaled(long[] entries, int at, long factor, int n, long[] out) {
    if (factor == 1) {
      for (int i = 0; i < n; i++) {
        out[i] = Goldilocks.add(out[i], entries[at + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        out[i] = Goldilocks.add(out[i], Goldilocks.mul(factor, entries[at + i]));
      }
    }
  }

  private static void addScaled(PublicColumn column, long factor, int from, int n, long[] out) {
    long[] values = new long[n];
    column.rows(from, n, values);
    for (int i = 0; i < n; i++) {
      out[i] = Goldilocks.add(out[i], Goldilocks.mul(factor, values[i]));
    }
  }
}
