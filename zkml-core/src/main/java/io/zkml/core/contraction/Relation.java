package io.zkml.core.contraction;

import java.util.List;

/**
 * The definition of a virtual column of 2^variables rows: the sum of its terms, 0 in rows that no
 * term covers.
 *
 * @param label for diagnostics
 */
public record Relation(String label, int variables, List<Term> terms) {

  /** Copies the list; checks that every term lies inside the column. */
  public Relation {
    terms = List.copyOf(terms);
    if (variables < 0 || variables > AxisMap.MAX_LOG) {
      throw new IllegalArgumentException(label + " has 2^" + variables + " rows");
    }
    for (Term t : terms) {
      // Subtracting, not adding: the offset may be any number.
      if (t.outLog() > variables
          || t.rowOffset() < 0
          || t.rowOffset() > (1L << variables) - (1L << t.outLog())) {
        throw new IllegalArgumentException(label + " has a term outside its column");
      }
    }
  }
}
