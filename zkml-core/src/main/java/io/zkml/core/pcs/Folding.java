package io.zkml.core.pcs;

import java.util.ArrayList;
import java.util.List;

/**
 * How an opening folds its columns. A leaf of a commitment folds by its arity into the first
 * oracle, each oracle by its own arity into the next; what is left of a column is sent in clear. It
 * is part of a key.
 *
 * @param logHeight h: log2 of the entries of a column, at least a
 * @param arity a: a leaf of a commitment holds all columns at a coset of 2^a points
 * @param oracleArities t_i: variables folded at each later oracle; empty if a leaf folds to the
 *     clear message
 */
public record Folding(int logHeight, int arity, List<Integer> oracleArities) {

  /** Largest arity. */
  public static final int MAX_ARITY = 6;

  /** log2 of the most entries that are sent in clear. */
  public static final int MAX_LOG_CLEAR = 8;

  /** Copies the list; checks every number. */
  public Folding {
    oracleArities = List.copyOf(oracleArities);
    int clear = logHeight - checked(arity);
    for (int t : oracleArities) {
      clear -= checked(t);
    }
    if (clear < 0 || clear > MAX_LOG_CLEAR) {
      throw new IllegalArgumentException(
          "arities " + arity + ", " + oracleArities + " of columns of 2^" + logHeight);
    }
  }

  private static int checked(int arity) {
    if (arity < 1 || arity > MAX_ARITY) {
      throw new IllegalArgumentException("arity " + arity + ", not 1 to " + MAX_ARITY);
    }
    return arity;
  }

  /** All oracles of the arity of the leaves, the last one perhaps less, and the most in clear. */
  public static Folding uniform(int logHeight, int arity) {
    List<Integer> out = new ArrayList<>();
    for (int v = logHeight - arity; v > MAX_LOG_CLEAR; v -= out.getLast()) {
      out.add(Math.min(arity, v - MAX_LOG_CLEAR));
    }
    return new Folding(logHeight, arity, out);
  }

  /** log2 of the entries sent in clear. */
  public int logClear() {
    return oracleVariables(oracleArities.size());
  }

  /** log2 of the entries of the message that oracle i encodes. */
  public int oracleVariables(int i) {
    int v = logHeight - arity;
    for (int t : oracleArities.subList(0, i)) {
      v -= t;
    }
    return v;
  }

  /** The byte form: one byte each for h, a, the number of oracles and their arities. */
  public byte[] encode() {
    byte[] out = new byte[3 + oracleArities.size()];
    out[0] = (byte) logHeight;
    out[1] = (byte) arity;
    out[2] = (byte) oracleArities.size();
    for (int i = 0; i < oracleArities.size(); i++) {
      out[3 + i] = oracleArities.get(i).byteValue();
    }
    return out;
  }
}
