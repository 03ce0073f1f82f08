package io.zkml.ml;

import io.zkml.core.security.SecurityParameters;

/**
 * What a proof costs, from what it is made of. Linear, with few constants: time fitted to the
 * figures in the README for six models (two cores, vector kernels, {@code balanced128}, warm),
 * which it meets within 11 %; memory to the least heap in which the same models are proven. On
 * other machines all times change by one factor. See docs/reports.md.
 */
final class CostModel {

  /** Seconds for a leaf of the bus sum, a committed cell, a cell of constants. */
  private static final double LEAF_SECONDS = 0.20e-6;

  private static final double CELL_SECONDS = 0.11e-6;
  private static final double CONSTANT_SECONDS = 0.049e-6;

  /** Bytes of heap before the first cell, and for a leaf of the bus sum. */
  private static final long BASE_BYTES = 6L << 20;

  private static final long LEAF_BYTES = 192;

  /** Copies of what is committed besides its codeword: entries, tensors, tree. */
  private static final long COPIES = 4;

  private CostModel() {}

  /** Wall-clock seconds of a warm prover on two cores. */
  static double seconds(long busLeaves, long cells, long constantCells) {
    return busLeaves * LEAF_SECONDS + cells * CELL_SECONDS + constantCells * CONSTANT_SECONDS;
  }

  /** Heap that a prover needs. */
  static long memoryBytes(
      SecurityParameters parameters, long busLeaves, long cells, long constantCells) {
    return BASE_BYTES + nodeBytes(parameters, busLeaves, cells, constantCells);
  }

  /** The part of the heap that grows with a node. */
  static long nodeBytes(
      SecurityParameters parameters, long lookups, long cells, long constantCells) {
    long cellBytes = Long.BYTES * (COPIES + (1L << parameters.logInvRate()));
    return lookups * LEAF_BYTES + (cells + constantCells) * cellBytes;
  }
}
