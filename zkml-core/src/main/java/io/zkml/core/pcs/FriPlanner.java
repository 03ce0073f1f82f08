package io.zkml.core.pcs;

import io.zkml.core.security.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses column height and arity for the fewest expected bytes of an opening. The author of a key
 * runs it once; the result stands in the key. Integer arithmetic only, so all machines agree.
 */
public final class FriPlanner {

  /**
   * A choice.
   *
   * @param logHeight h
   * @param arity a
   * @param expectedBytes expected size of an opening proof, framing not counted
   */
  public record Plan(int logHeight, int arity, long expectedBytes) {}

  /** log2 of the longest codeword that a prover can make. */
  private static final int MAX_LOG_DOMAIN = 28;

  private static final int FIXED_POINT = 32;
  private static final int SEEN_BITS = 8;
  private static final int DIGEST_BYTES = 32;
  private static final int ELEMENT_BYTES = 8;
  private static final int EXTENSION_BYTES = 24;

  private FriPlanner() {}

  /**
   * The best plan.
   *
   * @param sizes entries of each commitment, at least one commitment
   * @param maxLogHeight largest h to consider: log2 of the largest commitment that is made anew in
   *     every proof, since longer columns would be padding that is encoded and hashed
   */
  public static Plan plan(SecurityParameters parameters, List<Long> sizes, int maxLogHeight) {
    int b = parameters.logInvRate();
    @Nullable Plan best = null;
    for (int h = 1; h <= Math.min(maxLogHeight, MAX_LOG_DOMAIN - b); h++) {
      for (int a = 1; a <= Math.min(h, FriShape.MAX_ARITY); a++) {
        FriShape shape = shape(sizes, h, a, b);
        if (shape == null) {
          continue;
        }
        long bytes = expectedBytes(shape, parameters.queries());
        if (best == null || bytes < best.expectedBytes()) {
          best = new Plan(h, a, bytes);
        }
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("no column height up to 2^" + maxLogHeight + " fits");
    }
    return best;
  }

  private static @Nullable FriShape shape(List<Long> sizes, int h, int a, int b) {
    List<CommittedColumns> commitments = new ArrayList<>();
    long joined = 0;
    for (long size : sizes) {
      long used = Math.max(1, Math.ceilDiv(size, 1L << h));
      int log = 64 - Long.numberOfLeadingZeros(used - 1);
      joined += 1L << log;
      if (joined > 1L << FriShape.MAX_LOG_COLUMNS) {
        return null;
      }
      commitments.add(new CommittedColumns(log, (int) used));
    }
    return new FriShape(h, b, a, commitments);
  }

  /** Expected bytes of an opening proof: messages, leaves at distinct positions, siblings. */
  public static long expectedBytes(FriShape shape, int queries) {
    long bytes = (long) shape.rounds() * 2 * EXTENSION_BYTES + Long.BYTES;
    bytes += (long) EXTENSION_BYTES << shape.logClear();
    for (int k = 0; k < shape.commitments().size(); k++) {
      bytes += treeBytes(shape.leafWidth(k), shape.leafBits(), queries);
    }
    for (int i = 0; i < shape.oracleArities().size(); i++) {
      bytes += DIGEST_BYTES;
      bytes += treeBytes(shape.oracleLeafWidth(i), shape.oracleLeafBits(i), queries);
    }
    return bytes;
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
