package io.zkml.core.stark;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.ExprGraph;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.logup.LogUpShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules on a plan's buses. A bus on which some table counts freely is a <em>lookup bus</em>:
 * its tables have different ids, and all others count 0 or 1. On any other bus, a <em>permutation
 * bus</em>, everyone counts -1, 0 or 1.
 */
final class BusCheck {

  private static final long MINUS_ONE = Goldilocks.P - 1;

  private final List<Chip> chips = new ArrayList<>();
  private final List<ChipForms> forms = new ArrayList<>();
  private final Map<Integer, Bus> buses = new TreeMap<>();
  private final TreeSet<Integer> lookups = new TreeSet<>();
  private final Map<Integer, TreeSet<Long>> tables = new TreeMap<>();
  private final TreeSet<Integer> wholeBuses = new TreeSet<>();

  private BusCheck() {}

  /** Segments over their commitments: a plan, or one of several that share all buses. */
  record Part(List<ProofPlan.CommittedVector> commitments, List<Segment> segments) {}

  /** The rules for one plan. */
  static void check(List<ProofPlan.CommittedVector> commitments, List<Segment> segments) {
    check(List.of(new Part(commitments, segments)), LogUpShape.MAX_VARIABLES);
  }

  /** The rules for plans that share all buses, of 2^maxLog leaves together at most. */
  static void check(List<Part> parts, int maxLog) {
    BusCheck check = new BusCheck();
    long leaves = 0;
    for (Part part : parts) {
      for (Segment s : part.segments()) {
        for (Interaction i : s.chip().interactions()) {
          leaves += 1L << s.logRows();
          check.bus(s, i);
        }
      }
    }
    // SOUNDNESS: a multiplicity that wraps around p would hide unbalanced messages. Whoever counts
    // no more than once a row counts less than p in all.
    PlanCheck.require(leaves <= 1L << maxLog, leaves + " leaves of the fractional sum");
    for (Part part : parts) {
      for (Segment s : part.segments()) {
        check.segment(part, s);
      }
    }
  }

  private void bus(Segment s, Interaction i) {
    Bus first = buses.putIfAbsent(i.bus().id(), i.bus());
    // SOUNDNESS: a short message and a long one that ends in zeros have one fingerprint.
    PlanCheck.require(
        first == null || first.equals(i.bus()), "bus " + i.bus().id() + " has two forms");
    ChipForms f = forms(s.chip());
    int column = multiplicity(s, f.node(i.numerator()));
    if (column >= 0 && !f.isBoolean(column)) {
      lookups.add(i.bus().id());
    }
  }

  private void segment(Part part, Segment s) {
    ChipForms f = forms(s.chip());
    boolean[] fixed = null;
    for (Interaction i : s.chip().interactions()) {
      ShortPolynomial numerator = f.node(i.numerator());
      boolean lookup = lookups.contains(i.bus().id());
      int column = lookup ? multiplicity(s, numerator) : -1;
      if (column < 0) {
        // SOUNDNESS: a false lookup cancels against a message of the same bus that counts -1.
        PlanCheck.require(
            numerator != null && counts(s, f, numerator, !lookup),
            place(s, i) + (lookup ? " counts neither 0 nor 1" : " counts other than -1, 0 or 1"));
        continue;
      }
      fixed = fixed == null ? fixedNodes(part, s) : fixed;
      owner(s, f, i, column, fixed);
    }
  }

  /** A table: alone with its id, counted in rows in use only, and not made by the prover. */
  private void owner(Segment s, ChipForms f, Interaction i, int column, boolean[] fixed) {
    String place = place(s, i);
    // SOUNDNESS: a second owner could hold another value for the same key.
    PlanCheck.require(claim(i, f.node(i.values().getFirst())), place + " owns a table twice");
    // SOUNDNESS: a counted padding row makes its content, such as f(0) = 0, an entry.
    PlanCheck.require(
        s.rows() == 1L << s.logRows() || isGuarded(s, f, column),
        place + " counts rows that are not in use");
    for (int v : i.values()) {
      PlanCheck.require(fixed[v], place + " has entries of the prover's choice");
    }
  }

  /** Whether the table id, the constant first value, or else the whole bus, was free. */
  private boolean claim(Interaction i, @Nullable ShortPolynomial first) {
    int bus = i.bus().id();
    TreeSet<Long> ids = tables.computeIfAbsent(bus, id -> new TreeSet<>());
    if (first != null && first.isConstant()) {
      return !wholeBuses.contains(bus) && ids.add(first.constant());
    }
    return ids.isEmpty() && wholeBuses.add(bus);
  }

  /** The column of a numerator that is exactly minus a committed column; -1 for any other. */
  private static int multiplicity(Segment s, @Nullable ShortPolynomial numerator) {
    if (numerator == null || numerator.terms().size() != 1) {
      return -1;
    }
    ShortPolynomial.Term t = numerator.terms().getFirst();
    boolean minus = t.low() == ShortPolynomial.NONE && t.coefficient() == MINUS_ONE;
    return minus
            && t.high() != ShortPolynomial.NONE
            && s.chip().columns().get(t.high()).kind() == ColumnKind.COMMITTED
        ? t.high()
        : -1;
  }

  /** Whether a numerator is constant or affine in one boolean column, and only 0, 1 or also -1. */
  private static boolean counts(
      Segment s, ChipForms f, ShortPolynomial numerator, boolean negative) {
    long constant = numerator.constant();
    int columns = numerator.terms().size() - (constant == 0 ? 0 : 1);
    if (columns == 0) {
      return isUnit(constant, negative);
    }
    ShortPolynomial.Term t = numerator.terms().getFirst();
    if (t.high() == ShortPolynomial.NONE) {
      t = numerator.terms().getLast();
    }
    return columns == 1
        && t.low() == ShortPolynomial.NONE
        && (f.isBoolean(t.high()) || isIndicator(s.sources().get(t.high())))
        && isUnit(constant, negative)
        && isUnit(Goldilocks.add(constant, t.coefficient()), negative);
  }

  private static boolean isUnit(long count, boolean negative) {
    return count == 0 || count == 1 || (negative && count == MINUS_ONE);
  }

  /** Whether a column is 0 or 1 on every row by what the verifier computes. */
  private static boolean isIndicator(Segment.Source source) {
    return source instanceof Segment.Public p
        && (p.column() instanceof PublicColumn.RowsBelow
            || p.column() instanceof PublicColumn.RealPositions);
  }

  private static boolean isGuarded(Segment s, ChipForms f, int column) {
    for (int u = 0; u < s.sources().size(); u++) {
      if (s.sources().get(u) instanceof Segment.Public(PublicColumn.RowsBelow r)
          && r.bound() <= s.rows()
          && f.isGuarded(column, u)) {
        return true;
      }
    }
    return false;
  }

  /** The nodes that depend on public and preprocessed columns only. */
  private static boolean[] fixedNodes(Part part, Segment s) {
    List<ExprGraph.Node> nodes = s.chip().graph().nodes();
    boolean[] fixed = new boolean[nodes.size()];
    for (int n = 0; n < fixed.length; n++) {
      fixed[n] =
          switch (nodes.get(n)) {
            case ExprGraph.ConstantNode c -> true;
            case ExprGraph.ColumnNode c ->
                switch (s.sources().get(c.column())) {
                  case Segment.Public p -> true;
                  case Segment.Committed b -> part.commitments().get(b.commitment()).preprocessed();
                  case Segment.Virtual v -> false;
                };
            case ExprGraph.Binary b -> fixed[b.left()] && fixed[b.right()];
          };
    }
    return fixed;
  }

  /** Chips are shared by segments: their forms are made once. */
  private ChipForms forms(Chip chip) {
    int known = chips.lastIndexOf(chip);
    if (known >= 0) {
      return forms.get(known);
    }
    chips.add(chip);
    forms.add(new ChipForms(chip));
    return forms.getLast();
  }

  private static String place(Segment s, Interaction i) {
    return s.chip().name() + "." + i.label() + " on bus " + i.bus().name();
  }
}
