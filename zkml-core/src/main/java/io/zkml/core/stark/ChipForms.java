package io.zkml.core.stark;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Constraint;
import io.zkml.core.field.Goldilocks;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a chip's expressions and constraints say about single columns, whatever their sources. */
final class ChipForms {

  private final @Nullable ShortPolynomial[] nodes;
  private final boolean[] booleans;
  private final TreeSet<Long> guards = new TreeSet<>();

  ChipForms(Chip chip) {
    nodes = ShortPolynomial.of(chip.graph());
    booleans = new boolean[chip.columns().size()];
    for (Constraint c : chip.constraints()) {
      ShortPolynomial p = nodes[c.node()];
      if (p != null) {
        read(p);
      }
    }
  }

  /** The expanded form of a node; null if it is long. */
  @Nullable ShortPolynomial node(int node) {
    return nodes[node];
  }

  /** Whether a constraint x (x - 1) = 0 makes a column boolean on every row. */
  boolean isBoolean(int column) {
    return booleans[column];
  }

  /** Whether a constraint x (1 - u) = 0 makes column x zero wherever column u is. */
  boolean isGuarded(int x, int u) {
    return guards.contains(pair(x, u));
  }

  /** Any multiple of x y - x: x is boolean if y is x, else guarded by y. */
  private void read(ShortPolynomial p) {
    if (p.terms().size() != 2) {
      return;
    }
    for (ShortPolynomial.Term t : p.terms()) {
      if (t.low() == ShortPolynomial.NONE) {
        continue;
      }
      long opposite = Goldilocks.sub(0, t.coefficient());
      if (t.low() == t.high()) {
        booleans[t.low()] |= p.coefficient(ShortPolynomial.NONE, t.low()) == opposite;
      } else if (p.coefficient(ShortPolynomial.NONE, t.low()) == opposite) {
        guards.add(pair(t.low(), t.high()));
      } else if (p.coefficient(ShortPolynomial.NONE, t.high()) == opposite) {
        guards.add(pair(t.high(), t.low()));
      }
    }
  }

  private static long pair(int x, int u) {
    return ((long) x << Integer.SIZE) | u;
  }
}
