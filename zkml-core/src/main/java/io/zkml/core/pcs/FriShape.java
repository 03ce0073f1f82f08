package io.zkml.core.pcs;

import io.zkml.core.security.SecurityInputs;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything about an opening that is fixed by the key: how commitments are joined, the folding
 * schedule, and from these every count and length of an opening proof. The joined vector has 2^W
 * columns of 2^h entries: commitments in decreasing order of logColumns (ties in transcript order),
 * then zero columns. The sumcheck binds W + h variables; oracle 0 is committed after W + a rounds,
 * each further one after as many rounds as the one before has arity, and 2^logClear entries are
 * sent in clear.
 *
 * @param folding h, a and the arities of the oracles
 * @param logInvRate b
 * @param commitments sizes in transcript order, at least one
 */
public record FriShape(Folding folding, int logInvRate, List<CommittedColumns> commitments) {

  /** log2 of the most joined columns. */
  static final int MAX_LOG_COLUMNS = 24;

  private static final int MAX_POSITION_BITS = 30;

  /** Copies the list; checks that domain and positions exist. */
  public FriShape {
    commitments = List.copyOf(commitments);
    int domain = folding.logHeight() + logInvRate;
    if (logInvRate < 1 || domain > 32 || domain - folding.arity() > MAX_POSITION_BITS) {
      throw new IllegalArgumentException("no domain of 2^" + domain + " points");
    }
    if (commitments.isEmpty() || columns(commitments) > 1L << MAX_LOG_COLUMNS) {
      throw new IllegalArgumentException(commitments.size() + " commitments of too many columns");
    }
  }

  /** The shape of an opening of commitments with the given layouts, in transcript order. */
  public static FriShape of(int logInvRate, Folding folding, List<StackedLayout> layouts) {
    List<CommittedColumns> sizes = new ArrayList<>();
    for (StackedLayout layout : layouts) {
      if (layout.logHeight() != folding.logHeight()) {
        throw new IllegalArgumentException("commitments of one opening share the column height");
      }
      sizes.add(CommittedColumns.of(layout));
    }
    return new FriShape(folding, logInvRate, sizes);
  }

  /** h: log2 of the entries of a column. */
  public int logHeight() {
    return folding.logHeight();
  }

  /** a: log2 of the points in a leaf of a commitment. */
  public int arity() {
    return folding.arity();
  }

  private static long columns(List<CommittedColumns> commitments) {
    long sum = 0;
    for (CommittedColumns c : commitments) {
      sum = Math.addExact(sum, 1L << c.logColumns());
    }
    return sum;
  }

  /** W: log2 of the joined columns. */
  public int logColumns() {
    long n = columns(commitments);
    return n == 1 ? 0 : 64 - Long.numberOfLeadingZeros(n - 1);
  }

  /** First joined column of each commitment, in transcript order. */
  public int[] firstColumns() {
    int[] first = new int[commitments.size()];
    int at = 0;
    for (int log = MAX_LOG_COLUMNS; log >= 0; log--) {
      for (int k = 0; k < first.length; k++) {
        if (commitments.get(k).logColumns() == log) {
          first[k] = at;
          at += 1 << log;
        }
      }
    }
    return first;
  }

  /** Sumcheck rounds, W + h. */
  public int rounds() {
    return logColumns() + logHeight();
  }

  /** Rounds before the first oracle or the clear message: W + a. */
  public int leafRounds() {
    return logColumns() + arity();
  }

  /** log2 of the leaves of a commitment's tree, h + b - a; positions are below 2^this. */
  public int leafBits() {
    return logHeight() + logInvRate - arity();
  }

  /** Variables folded at each later oracle; empty where the leaf folds to the clear vector. */
  public List<Integer> oracleArities() {
    return folding.oracleArities();
  }

  /** log2 of the entries of the message that oracle i encodes. */
  public int oracleVariables(int i) {
    return folding.oracleVariables(i);
  }

  /** log2 of the leaves of oracle i. */
  public int oracleLeafBits(int i) {
    return oracleVariables(i) + logInvRate - oracleArities().get(i);
  }

  /** log2 of the entries sent in clear. */
  public int logClear() {
    return folding.logClear();
  }

  /** Base elements of a leaf of commitment k. */
  public int leafWidth(int k) {
    return Math.multiplyExact(commitments.get(k).usedColumns(), 1 << arity());
  }

  /** Base elements of a leaf of oracle i. */
  public int oracleLeafWidth(int i) {
    return 3 << oracleArities().get(i);
  }

  /** Most leaves that an opening at {@code queries} positions shows of a tree; at least 1. */
  public static int maxLeaves(int queries, int leafBits) {
    return (int) Math.min(queries, 1L << leafBits);
  }

  /** Most siblings that such an opening can have. */
  public static int maxSiblings(int queries, int leafBits) {
    return Math.multiplyExact(maxLeaves(queries, leafBits), leafBits);
  }

  /** What the security calculator needs to know. */
  public SecurityInputs.Opening securityInputs(long claims) {
    List<Integer> variables = new ArrayList<>();
    for (CommittedColumns c : commitments) {
      variables.add(c.logColumns() + logHeight());
    }
    return new SecurityInputs.Opening(
        logHeight(), logColumns(), arity(), oracleArities(), variables, claims);
  }
}
