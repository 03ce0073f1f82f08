package io.zkml.core.stark;

import io.zkml.core.expr.ExprGraph;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A polynomial in columns of degree at most 2 with at most four monomials, expanded: how the rules
 * on buses read numerators, selectors and guards, however they are written. Longer ones are null.
 *
 * @param terms of different columns; no coefficient is 0
 */
record ShortPolynomial(List<Term> terms) {

  /** In place of a column that a monomial does not have. */
  static final int NONE = -1;

  private static final int MAX_TERMS = 4;

  /** coefficient times column {@code low} times column {@code high}; low <= high. */
  record Term(int low, int high, long coefficient) {}

  /** The polynomials of all nodes, in one pass. */
  static @Nullable ShortPolynomial[] of(ExprGraph graph) {
    @Nullable ShortPolynomial[] out = new ShortPolynomial[graph.nodes().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (graph.nodes().get(i)) {
            case ExprGraph.ColumnNode c -> monomial(c.column(), 1);
            case ExprGraph.ConstantNode c -> monomial(NONE, c.value());
            case ExprGraph.AddNode a -> sum(out[a.left()], out[a.right()], 1);
            case ExprGraph.SubNode s -> sum(out[s.left()], out[s.right()], Goldilocks.P - 1);
            case ExprGraph.MulNode m -> product(out[m.left()], out[m.right()]);
          };
    }
    return out;
  }

  /** The coefficient of a monomial, 0 if it does not occur. */
  long coefficient(int low, int high) {
    for (Term t : terms) {
      if (t.low == low && t.high == high) {
        return t.coefficient;
      }
    }
    return 0;
  }

  /** The coefficient of the constant monomial. */
  long constant() {
    return coefficient(NONE, NONE);
  }

  /** Whether there is no column in it. */
  boolean isConstant() {
    return terms.isEmpty() || (terms.size() == 1 && terms.getFirst().high == NONE);
  }

  private static ShortPolynomial monomial(int column, long coefficient) {
    List<Term> one = coefficient == 0 ? List.of() : List.of(new Term(NONE, column, coefficient));
    return new ShortPolynomial(one);
  }

  /** a + scale b. */
  private static @Nullable ShortPolynomial sum(
      @Nullable ShortPolynomial a, @Nullable ShortPolynomial b, long scale) {
    if (a == null || b == null) {
      return null;
    }
    List<Term> terms = new ArrayList<>(a.terms);
    for (Term t : b.terms) {
      add(terms, t.low, t.high, Goldilocks.mul(scale, t.coefficient));
    }
    return shortest(terms);
  }

  private static @Nullable ShortPolynomial product(
      @Nullable ShortPolynomial a, @Nullable ShortPolynomial b) {
    if (a == null || b == null) {
      return null;
    }
    List<Term> terms = new ArrayList<>();
    for (Term s : a.terms) {
      for (Term t : b.terms) {
        if (Math.min(s.high, t.high) != NONE && Math.max(s.low, t.low) != NONE) {
          return null;
        }
        // At most two of the four are columns: those of a square term, or one of each.
        int low = Math.max(Math.max(s.low, t.low), Math.min(s.high, t.high));
        int high = Math.max(s.high, t.high);
        add(terms, low, high, Goldilocks.mul(s.coefficient, t.coefficient));
      }
    }
    return shortest(terms);
  }

  private static void add(List<Term> terms, int low, int high, long coefficient) {
    for (int i = 0; i < terms.size(); i++) {
      Term t = terms.get(i);
      if (t.low == low && t.high == high) {
        terms.set(i, new Term(low, high, Goldilocks.add(t.coefficient, coefficient)));
        return;
      }
    }
    terms.add(new Term(low, high, coefficient));
  }

  private static @Nullable ShortPolynomial shortest(List<Term> terms) {
    terms.removeIf(t -> t.coefficient == 0);
    return terms.size() > MAX_TERMS ? null : new ShortPolynomial(List.copyOf(terms));
  }
}
