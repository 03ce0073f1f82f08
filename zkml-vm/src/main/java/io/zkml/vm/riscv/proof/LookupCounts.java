package io.zkml.vm.riscv.proof;

import io.zkml.core.air.AffineForm;
import io.zkml.core.air.Interaction;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.parallel.Workers;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.riscv.chip.Buses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts what all segments look up of the range table and of the table of bytes, from the chips'
 * own messages: every row is asked, padding included.
 */
final class LookupCounts {

  private static final int BLOCK = 1 << 12;
  private static final int KEYS = 1 << Buses.RANGE_BITS;
  private static final int BYTE_BITS = 8;

  private final RunPlan plan;
  private final long[] entries;
  private final long[] offsets;
  private final Workers workers;

  LookupCounts(RunPlan plan, long[] entries, long[] offsets, Workers workers) {
    this.plan = plan;
    this.entries = entries;
    this.offsets = offsets;
    this.workers = workers;
  }

  /** A message of a segment that looks up one of the two tables. */
  private record Lookup(Segment segment, Interaction message, int table) {}

  /** Writes the multiplicities of both tables. */
  void fill() {
    List<Lookup> lookups = new ArrayList<>();
    for (int s = 0; s < plan.plan().segments().size(); s++) {
      Segment segment = plan.plan().segments().get(s);
      for (Interaction message : segment.chip().interactions()) {
        int table = table(message);
        if (table >= 0 && s != table) {
          lookups.add(new Lookup(segment, message, table));
        }
      }
    }
    workers.forEach(lookups.size(), i -> count(lookups.get(i)));
  }

  private int table(Interaction message) {
    if (message.bus().equals(RangeTable.BUS)) {
      return plan.tables().range();
    }
    return message.bus().equals(Buses.AND) ? plan.tables().and() : -1;
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
      evaluate(s, numerator, from, n, times);
      evaluate(s, keys, from, n, key);
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

  private synchronized void add(int[] counts, int table) {
    int at = RunWitness.columns(plan.plan().segments().get(table), offsets)[0];
    for (int i = 0; i < KEYS; i++) {
      entries[at + i] += counts[i];
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

  private void evaluate(Segment s, AffineForm form, int from, int n, long[] out) {
    Arrays.fill(out, 0, n, form.constant());
    for (int c = 0; c < form.coefficients().length; c++) {
      long factor = form.coefficients()[c];
      if (factor != 0) {
        switch (s.sources().get(c)) {
          case Segment.Committed x -> addScaled(x, factor, from, n, out);
          case Segment.Public p -> addScaled(p.column(), factor, from, n, out);
          case Segment.Virtual v -> throw new IllegalStateException("no virtual columns here");
        }
      }
    }
  }

  private void addScaled(Segment.Committed column, long factor, int from, int n, long[] out) {
    int at = Math.toIntExact(offsets[column.block()]) + from;
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
