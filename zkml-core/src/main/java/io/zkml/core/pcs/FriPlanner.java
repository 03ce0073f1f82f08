package io.zkml.core.pcs;

import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses column height and arities for the fewest expected bytes of an opening. The author of a
 * key runs it once; the result stands in the key. Integer arithmetic only, so all machines agree.
 */
public final class FriPlanner {

  /**
   * A choice.
   *
   * @param folding column height and arities
   * @param expectedBytes expected size of an opening proof, framing not counted
   */
  public record Plan(Folding folding, long expectedBytes) {}

  /** Oracles that fold a message of 2^v entries down to the clear one, and what all of it costs. */
  private record Tail(long cost, List<Integer> arities) {}

  /** log2 of the longest codeword that a prover can make. */
  private static final int MAX_LOG_DOMAIN = 28;

  /** From this rate on, sets are meant for verifiers that pay for every step. */
  private static final int ON_CHAIN_LOG_INV_RATE = 6;

  private static final int FIXED_POINT = 32;
  private static final int SEEN_BITS = 8;
  private static final int DIGEST_BYTES = 32;
  private static final int ELEMENT_BYTES = 8;
  private static final int EXTENSION_BYTES = 24;

  private final SecurityParameters parameters;
  private final List<Long> sizes;
  private final List<Tail> tails = new ArrayList<>();

  private FriPlanner(SecurityParameters parameters, List<Long> sizes) {
    this.parameters = parameters;
    this.sizes = sizes;
  }

  /**
   * The best plan.
   *
   * @param sizes entries of each commitment, at least one commitment
   * @param maxLogHeight largest h to consider: log2 of the largest commitment that is made anew in
   *     every proof, since longer columns would be padding that is encoded and hashed
   */
  public static Plan plan(SecurityParameters parameters, List<Long> sizes, int maxLogHeight) {
    FriPlanner planner = new FriPlanner(parameters, sizes);
    int max = Math.min(maxLogHeight, MAX_LOG_DOMAIN - parameters.logInvRate());
    for (int v = 0; v < max; v++) {
      planner.tails.add(planner.tail(v));
    }
    FriShape best = planner.best(max);
    return new Plan(best.folding(), expectedBytes(best, parameters.queries()));
  }

  private FriShape best(int maxLogHeight) {
    @Nullable FriShape best = null;
    long least = Long.MAX_VALUE;
    for (int h = 1; h <= maxLogHeight; h++) {
      for (int a = 1; a <= Math.min(h, Folding.MAX_ARITY); a++) {
        Tail tail = tails.get(h - a);
        FriShape shape = shape(new Folding(h, a, tail.arities()));
        if (shape == null) {
          continue;
        }
        long cost = commitmentBytes(shape, parameters.queries()) + tail.cost();
        if (cost < least) {
          best = shape;
          least = cost;
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no column height up to 2^" + maxLogHeight + " fits");
    }
    return best;
  }

  /** The best oracles for a message of 2^v entries, from those for all shorter ones. */
  private Tail tail(int v) {
    Tail best = new Tail(v <= Folding.MAX_LOG_CLEAR ? clearCost(v) : Long.MAX_VALUE / 2, List.of());
    for (int t = 1; t <= Math.min(v, Folding.MAX_ARITY); t++) {
      Tail rest = tails.get(v - t);
      int leafBits = v + parameters.logInvRate() - t;
      long cost = oracleBytes(leafBits, t, parameters.queries()) + rest.cost();
      if (cost < best.cost()) {
        List<Integer> arities = new ArrayList<>(List.of(t));
        arities.addAll(rest.arities());
        best = new Tail(cost, arities);
      }
    }
    return best;
  }

  /**
   * Bytes of a clear message. It is evaluated at every query; where steps are paid for, an entry
   * then costs as much as about 5/4 bytes (50 gas, at 40 gas a byte).
   */
  private long clearCost(int v) {
    long bytes = (long) EXTENSION_BYTES << v;
    boolean paid = parameters.logInvRate() >= ON_CHAIN_LOG_INV_RATE;
    return paid ? bytes + ((5L * parameters.queries() / 4) << v) : bytes;
  }

  private @Nullable FriShape shape(Folding folding) {
    List<CommittedColumns> commitments = new ArrayList<>();
    long joined = 0;
    for (long size : sizes) {
      long used = Math.max(1, Math.ceilDiv(size, 1L << folding.logHeight()));
      int log = 64 - Long.numberOfLeadingZeros(used - 1);
      joined += 1L << log;
      if (joined > 1L << FriShape.MAX_LOG_COLUMNS) {
        return null;
      }
      commitments.add(new CommittedColumns(log, (int) used));
    }
    return new FriShape(folding, parameters.logInvRate(), commitments);
  }

  /** Expected bytes of an opening proof: messages, leaves at distinct positions, siblings. */
  public static long expectedBytes(FriShape shape, int queries) {
    long bytes = commitmentBytes(shape, queries);
    for (int i = 0; i < shape.oracleArities().size(); i++) {
      bytes += oracleBytes(shape.oracleLeafBits(i), shape.oracleArities().get(i), queries);
    }
    return bytes + ((long) EXTENSION_BYTES << shape.logClear());
  }

  private static long commitmentBytes(FriShape shape, int queries) {
    long bytes = (long) shape.rounds() * 2 * EXTENSION_BYTES + Long.BYTES;
    for (int k = 0; k < shape.commitments().size(); k++) {
      bytes += treeBytes(shape.leafWidth(k), shape.leafBits(), queries);
    }
    return bytes;
  }

  /** A root, and leaves without their queried entries. */
  private static long oracleBytes(int leafBits, int arity, int queries) {
    long known = (seen(leafBits + arity, queries) * EXTENSION_BYTES) >>> SEEN_BITS;
    return DIGEST_BYTES + treeBytes(3 << arity, leafBits, queries) - known;
  }

  private static long treeBytes(int leafWidth, int leafBits, int queries) {
    long siblings = 0;
    for (int level = 1; level <= leafBits; level++) {
      siblings += 2 * seen(level - 1, queries) - seen(level, queries);
    }
    long scaled = seen(leafBits, queries) * leafWidth * ELEMENT_BYTES + siblings * DIGEST_BYTES;
    return scaled >>> SEEN_BITS;
  }

  /** Expected number of distinct nodes among 2^bits that random queries touch, times 2^8. */
  private static long seen(int bits, int queries) {
    long miss = 1L << FIXED_POINT;
    long factor = (1L << FIXED_POINT) - (1L << (FIXED_POINT - bits));
    for (int i = 0; i < queries; i++) {
      miss = (miss * factor + (1L << (FIXED_POINT - 1))) >>> FIXED_POINT;
    }
    return ((1L << FIXED_POINT) - miss) << bits >>> (FIXED_POINT - SEEN_BITS);
  }
}
