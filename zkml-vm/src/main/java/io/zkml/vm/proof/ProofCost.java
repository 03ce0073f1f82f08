package io.zkml.vm.proof;

import java.util.List;

/**
 * What a program's proofs are made of: what follows from the plan and the parameter set alone.
 *
 * @param committedCells cells that every proof commits to
 * @param constantCells cells of constants, committed once
 * @param lookups bus messages, padding rows included
 * @param busLeaves leaves of the sum over all bus messages: a power of two
 * @param expectedBytes size of a proof on average over the positions that are drawn
 * @param maxBytes the size that no proof exceeds
 * @param jobs what each job of the program has of the cells and lookups, in order; the rest are
 *     tables and padding that jobs share
 */
public record ProofCost(
    long committedCells,
    long constantCells,
    long lookups,
    long busLeaves,
    long expectedBytes,
    long maxBytes,
    List<JobCost> jobs) {

  /** Copies the list. */
  public ProofCost {
    jobs = List.copyOf(jobs);
  }

  /**
   * One job.
   *
   * @param cells committed cells of its rows
   * @param lookups bus messages of its rows
   */
  public record JobCost(long cells, long lookups) {
    /** Of a job that commits nothing. */
    static final JobCost NONE = new JobCost(0, 0);
  }
}
