package io.zkml.core.stark.prover;

import java.util.List;

/**
 * A prover's secret: the entries of everything it commits to, and the tables of the virtual
 * columns. The arrays belong to the prover while it runs; it does not change them.
 *
 * @param boundary for each boundary commitment of the plan what the statement's digest stands for
 * @param committed for each witness commitment its entries in layout order, canonical
 * @param virtualColumns for each relation of the plan its column's values, canonical
 */
public record Witness(
    List<BoundaryVector> boundary, List<long[]> committed, List<long[]> virtualColumns) {

  /** Copies the lists, not the arrays. */
  public Witness {
    boundary = List.copyOf(boundary);
    committed = List.copyOf(committed);
    virtualColumns = List.copyOf(virtualColumns);
  }

  /** The witness of a statement in which everything is public. */
  public Witness(List<long[]> committed, List<long[]> virtualColumns) {
    this(List.of(), committed, virtualColumns);
  }
}
