package io.zkml.core.codec;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.Term;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a key from a file must satisfy besides the checks of its records' constructors: no verifier
 * fails on it with anything but a rejection, and none works on it for long.
 */
final class KeyRules {

  private final VerifyingKey key;
  private final ProofPlan plan;

  private KeyRules(VerifyingKey key) {
    this.key = key;
    this.plan = key.plan();
  }

  /**
   * Checks all rules.
   *
   * @throws IllegalArgumentException if one is broken
   */
  static void check(VerifyingKey key) {
    KeyRules rules = new KeyRules(key);
    rules.buses();
    rules.leaves();
    for (Segment s : rules.plan.segments()) {
      rules.segment(s);
    }
    rules.layouts();
    rules.explicitFactors();
    long work = VerifierWork.of(key);
    require(work <= KeyLimits.MAX_VERIFIER_WORK, "a verification takes " + work + " steps");
    long bytes = ProofLayout.of(key).maxBytes();
    require(bytes <= KeyLimits.MAX_PROOF_BYTES, "a proof may have " + bytes + " bytes");
  }

  private void buses() {
    Map<Integer, Bus> byId = new TreeMap<>();
    for (Segment s : plan.segments()) {
      for (Interaction i : s.chip().interactions()) {
        Bus first = byId.putIfAbsent(i.bus().id(), i.bus());
        // SOUNDNESS: a short message and a long one that ends in zeros have the same fingerprint.
        require(first == null || first.equals(i.bus()), "bus " + i.bus().id() + " has two forms");
      }
    }
  }

  private void leaves() {
    long leaves = 0;
    for (Segment s : plan.segments()) {
      leaves += (long) s.chip().interactions().size() << s.logRows();
    }
    require(leaves <= 1L << KeyLimits.MAX_LOG_LEAVES, leaves + " leaves of the fractional sum");
  }

  private void segment(Segment s) {
    for (Segment.Source source : s.sources()) {
      switch (source) {
        case Segment.Committed c ->
            require(c.commitment() >= 0, s.chip().name() + ": a committed column is public");
        case Segment.Virtual v -> {}
        case Segment.Public p -> publicColumn(p.column(), s);
      }
    }
  }

  private void publicColumn(PublicColumn column, Segment s) {
    boolean fits =
        switch (column) {
          case PublicColumn.Affine a -> isValue(a.base()) && isStep(a, s.logRows());
          case PublicColumn.RowsBelow r -> r.bound() >= 0 && r.bound() <= 1L << s.logRows();
          case PublicColumn.Clamp c -> isValue(c.base()) && isValue(c.low()) && isValue(c.high());
          case PublicColumn.RealPositions r ->
              r.boxes().stream().allMatch(b -> b.row() + (1L << b.log()) <= 1L << s.logRows());
        };
    require(fits, s.chip().name() + ": out of range: " + column);
  }

  /** Whether base + step row stays a value in every row. */
  private static boolean isStep(PublicColumn.Affine a, int logRows) {
    return a.step() >= -(KeyLimits.MAX_PUBLIC_VALUE >> logRows)
        && a.step() <= KeyLimits.MAX_PUBLIC_VALUE >> logRows;
  }

  private static boolean isValue(long v) {
    return v >= -KeyLimits.MAX_PUBLIC_VALUE && v <= KeyLimits.MAX_PUBLIC_VALUE;
  }

  private void layouts() {
    for (StackedLayout layout : key.layouts()) {
      long columns = Math.ceilDiv(layout.size(), 1L << layout.logHeight());
      require(
          columns <= 1L << KeyLimits.MAX_LOG_COMMITTED_COLUMNS,
          "a commitment of " + columns + " columns");
    }
  }

  private void explicitFactors() {
    long entries = 0;
    for (Relation r : plan.relations()) {
      for (Term t : r.terms()) {
        for (AxisMap axis : t.axes()) {
          if (axis instanceof AxisMap.Window w) {
            entries += 1L << (t.b() == null ? w.aLog() : w.bLog());
          }
        }
      }
    }
    require(entries <= KeyLimits.MAX_EXPLICIT_ENTRIES, entries + " entries of explicit factors");
  }

  private static void require(boolean condition, String rule) {
    if (!condition) {
      throw new IllegalArgumentException("beyond the limits of a key: " + rule);
    }
  }
}
