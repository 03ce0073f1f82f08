package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;

/**
 * The leaves of a fractional sum: numerators in F, denominators in E, then fractions 0 / 1 up to a
 * power of two, which take no memory. Numerators are kept where they change within a chunk only.
 * Different chunks may be written by different threads. Serves one proof, which overwrites it.
 */
public final class Leaves {

  private final int variables;
  private final ExtVector denominators;
  private final ChunkedVector p;
  private final ChunkedVector q;

  /**
   * Leaves without content: numerators 0, denominators to be written.
   *
   * @param count leaves to be written
   * @param variables log2 of their number with padding
   */
  public Leaves(int count, int variables) {
    this.variables = variables;
    int chunks = 1 << Math.max(0, variables - ChunkedVector.LOG_SIZE);
    int used = Math.ceilDiv(count, ChunkedVector.SIZE);
    this.p = new ChunkedVector(chunks, Ext3.ZERO);
    this.q = new ChunkedVector(chunks, Ext3.ONE);
    this.denominators = new ExtVector(used * ChunkedVector.SIZE);
    denominators.fill(count, denominators.length(), Ext3.ONE);
    for (int c = 0; c < used; c++) {
      q.store(c, denominators, c * ChunkedVector.SIZE);
    }
  }

  /** Where leaf i's denominator is to be written, at index i. */
  public ExtVector denominators() {
    return denominators;
  }

  /** Sets the numerators of the n leaves from number {@code at} on. */
  public void putNumerators(long[] values, int at, int n) {
    for (int done = 0; done < n; ) {
      int inChunk = (at + done) % ChunkedVector.SIZE;
      int m = Math.min(n - done, ChunkedVector.SIZE - inChunk);
      putNumerators(values, done, (at + done) / ChunkedVector.SIZE, inChunk, m);
      done += m;
    }
  }

  private void putNumerators(long[] values, int from, int chunk, int inChunk, int n) {
    if (n == ChunkedVector.SIZE && allEqual(values, from, n)) {
      p.setConstant(chunk, Ext3.of(values[from]));
      return;
    }
    if (p.isConstant(chunk)) {
      ExtVector own = new ExtVector(ChunkedVector.SIZE);
      p.copyChunk(chunk, own, 0, ChunkedVector.SIZE);
      p.store(chunk, own, 0);
    }
    ExtVector own = p.vector(chunk, denominators);
    System.arraycopy(values, from, own.c0, p.offset(chunk) + inChunk, n);
  }

  private static boolean allEqual(long[] values, int from, int n) {
    for (int i = 1; i < n; i++) {
      if (values[from + i] != values[from]) {
        return false;
      }
    }
    return true;
  }

  /** log2 of the number of leaves, padding included. */
  int variables() {
    return variables;
  }

  ChunkedFractions fractions() {
    return new ChunkedFractions(p, q);
  }
}
