package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.codec.KeyLimits;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.vm.chip.ConstantChip;
import io.zkml.vm.chip.RangeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plan of a certificate: a proof over a program's preprocessed commitment that every cell of it
 * is what the bounds ledger counts on. Every block of every constant is a segment of its own, so
 * that no cell is left out. A pure function of the constants' bounds.
 *
 * @param constants the constants, in the order of the commitment
 * @param rangeBits log2 of the range table: the cheapest, whatever the program's is
 * @param plan two commitments: the constants, and limbs with the table's multiplicities
 */
public record ConstantPlan(List<ConstantBounds> constants, int rangeBits, ProofPlan plan) {

  private static final int MIN_RANGE_BITS = 4;
  private static final int MAX_RANGE_BITS = 16;
  private static final int MAX_CHECK_BITS = 62;
  private static final int WITNESS = 1;

  /**
   * The plan for these constants.
   *
   * @throws IllegalArgumentException if a window is too wide to be checked, or there are more
   *     blocks than a key may have segments
   */
  public static ConstantPlan of(List<ConstantBounds> constants) {
    long blocks = 0;
    for (ConstantBounds c : constants) {
      blocks += c.layout().blocks();
    }
    if (blocks >= KeyLimits.MAX_SEGMENTS) {
      throw new IllegalArgumentException(
          "a certificate of "
              + blocks
              + " blocks of constants; it can cover fewer than "
              + KeyLimits.MAX_SEGMENTS);
    }
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int bits = MIN_RANGE_BITS; bits <= MAX_RANGE_BITS; bits++) {
      long cost = cost(constants, bits);
      if (cost >= 0 && cost < least) {
        best = bits;
        least = cost;
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException("a window of constants is wider than 60 bits");
    }
    return new ConstantPlan(List.copyOf(constants), best, plan(constants, best));
  }

  /** Messages and committed cells with a table of 2^bits; negative if it cannot be. */
  private static long cost(List<ConstantBounds> constants, int bits) {
    long cost = 2L << bits;
    for (ConstantBounds c : constants) {
      int limbs = ConstantChip.limbs(c.min(), c.max(), bits);
      if (limbs * bits > MAX_CHECK_BITS) {
        return -1;
      }
      int lookups = ConstantChip.lookups(c.min(), c.max(), bits);
      int perRow = 2 * lookups - lookups / limbs;
      for (int b = 0; b < c.layout().blocks(); b++) {
        cost = Math.addExact(cost, (long) perRow << c.layout().blockLog(b));
      }
    }
    return cost;
  }

  private static ProofPlan plan(List<ConstantBounds> constants, int rangeBits) {
    List<Integer> witnessLogs = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    Map<String, Chip> chips = new TreeMap<>();
    int block = 0;
    for (ConstantBounds c : constants) {
      Chip made = ConstantChip.chip(c.min(), c.max(), c.atZero(), rangeBits);
      Chip chip = chips.computeIfAbsent(made.name(), name -> made);
      for (int b = 0; b < c.layout().blocks(); b++) {
        segments.add(segment(chip, c, b, block++, witnessLogs));
      }
    }
    List<Segment.Source> table =
        List.of(
            new Segment.Committed(WITNESS, witnessLogs.size()),
            new Segment.Public(new PublicColumn.Affine(0, 1)));
    segments.add(new Segment(RangeTable.chip(), 1L << rangeBits, rangeBits, table));
    witnessLogs.add(rangeBits);
    List<ProofPlan.CommittedVector> commitments =
        List.of(
            new ProofPlan.CommittedVector(true, ConstantBounds.blockLogs(constants)),
            new ProofPlan.CommittedVector(false, witnessLogs));
    return new ProofPlan(commitments, List.of(), segments, List.of(), List.of());
  }

  private static Segment segment(
      Chip chip, ConstantBounds c, int block, int number, List<Integer> witnessLogs) {
    int log = c.layout().blockLog(block);
    List<Segment.Source> sources = new ArrayList<>();
    sources.add(new Segment.Committed(PlanBuilder.CONSTANTS, number));
    sources.add(box(new PublicColumn.Box(0, PlanBuilder.extents(c.layout(), block))));
    if (c.atZero().isPresent()) {
      sources.add(box(new PublicColumn.Box(c.layout().size() / 2, List.of())));
    }
    while (sources.size() < chip.columns().size()) {
      sources.add(new Segment.Committed(WITNESS, witnessLogs.size()));
      witnessLogs.add(log);
    }
    return new Segment(chip, 1L << log, log, sources);
  }

  private static Segment.Source box(PublicColumn.Box box) {
    return new Segment.Public(new PublicColumn.RealPositions(List.of(box)));
  }

  /**
   * The key of certificates for a program's key: the same commitment under the same parameters,
   * column height and arity.
   *
   * @throws IllegalArgumentException if the program has another preprocessed commitment
   */
  public VerifyingKey key(VerifyingKey program) {
    // SOUNDNESS: what is proven of the cells holds in the program's proofs, for both speak of one
    // commitment: the same root and out-of-domain value under the same layout, height and arity.
    return new VerifyingKey(program.parameters(), plan, program.folding(), program.preprocessed());
  }
}
