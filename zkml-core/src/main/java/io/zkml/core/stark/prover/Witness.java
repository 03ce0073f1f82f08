package io.zkml.core.stark.prover;

import java.util.List;

/**
 * A prover's secret: the entries of everything it commits to, and the tables of the virtual
 * columns. The arrays belong to the prover while it runs; it does not change them.
 *
 * @param committed for each commitment of the proof its entries in layout order, canonical
 * @param virtualColumns for each relation of the plan its column's values, canonical
 */
public record Witness(List<long[]> committed, List<long[]> virtualColumns) {

  /** Copies the lists, not the arrays. */
  public Witness {
    committed = List.copyOf(committed);
    virtualColumns = List.copyOf(virtualColumns);
  }
}
