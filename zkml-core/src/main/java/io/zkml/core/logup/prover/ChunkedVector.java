package io.zkml.core.logup.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import java.util.Arrays;

/**
 * A mutable table over E in chunks of {@link #SIZE} entries, each of them either stored somewhere
 * in a vector or constant and not stored: padding, and the numerators of most messages, are.
 * Different chunks may be changed by different threads.
 */
final class ChunkedVector {

  static final int LOG_SIZE = 9;

  /** Entries of a chunk. */
  static final int SIZE = 1 << LOG_SIZE;

  private static final ExtVector NOTHING = new ExtVector(0);

  private final Ext3[] constants;
  private final ExtVector[] stores;
  private final int[] offsets;

  private ChunkedVector(Ext3[] constants, ExtVector[] stores, int[] offsets) {
    this.constants = constants;
    this.stores = stores;
    this.offsets = offsets;
  }

  /** A table with the same value everywhere. */
  ChunkedVector(int chunks, Ext3 value) {
    this(new Ext3[chunks], new ExtVector[chunks], new int[chunks]);
    Arrays.fill(constants, value);
    Arrays.fill(stores, NOTHING);
  }

  /** Number of chunks. */
  int chunks() {
    return constants.length;
  }

  /** Chunks [from, to) as a table with a directory of its own; entries are shared. */
  ChunkedVector slice(int from, int to) {
    return new ChunkedVector(
        Arrays.copyOfRange(constants, from, to),
        Arrays.copyOfRange(stores, from, to),
        Arrays.copyOfRange(offsets, from, to));
  }

  boolean isConstant(int chunk) {
    return stores[chunk] == NOTHING;
  }

  /** Whether a chunk is known to hold this value everywhere. */
  boolean isConstant(int chunk, Ext3 value) {
    return isConstant(chunk) && constants[chunk].equals(value);
  }

  /** The value of a constant chunk. */
  Ext3 constant(int chunk) {
    return constants[chunk];
  }

  void setConstant(int chunk, Ext3 value) {
    constants[chunk] = value;
    stores[chunk] = NOTHING;
    offsets[chunk] = 0;
  }

  /** The chunk's entries are those of a vector from an offset on. */
  void store(int chunk, ExtVector vector, int offset) {
    stores[chunk] = vector;
    offsets[chunk] = offset;
  }

  /** A vector with the chunk's entries at {@link #offset}: a constant is written to the scratch. */
  ExtVector vector(int chunk, ExtVector scratch) {
    if (!isConstant(chunk)) {
      return stores[chunk];
    }
    scratch.fill(0, SIZE, constants[chunk]);
    return scratch;
  }

  int offset(int chunk) {
    return offsets[chunk];
  }

  /** Writes the first n entries to a vector. */
  void copyTo(ExtVector out, int at, int n) {
    for (int c = 0; c << LOG_SIZE < n; c++) {
      int m = Math.min(SIZE, n - (c << LOG_SIZE));
      copyChunk(c, out, at + (c << LOG_SIZE), m);
    }
  }

  /** Writes the first n entries of a chunk to a vector. */
  void copyChunk(int chunk, ExtVector out, int at, int n) {
    if (isConstant(chunk)) {
      out.fill(at, at + n, constants[chunk]);
      return;
    }
    for (int plane = 0; plane < 3; plane++) {
      System.arraycopy(stores[chunk].plane(plane), offsets[chunk], out.plane(plane), at, n);
    }
  }
}
