package io.zkml.core.contraction;

import java.util.List;

/**
 * How a tensor is stored as power-of-two blocks: the product of its axes' layouts. Block number b
 * is the mixed-radix number of its axes' pieces, last axis fastest; inside a block, index bits are
 * those of the axes, first axis most significant. Padding positions hold 0.
 *
 * @param axes layouts of the axes, outermost first; an empty list is a scalar
 */
public record TensorLayout(List<AxisLayout> axes) {

  /** Copies the list; checks that the padded size stays below 2^31. */
  public TensorLayout {
    axes = List.copyOf(axes);
    long padded = 1;
    for (AxisLayout a : axes) {
      padded = Math.multiplyExact(padded, (long) a.offset(a.pieces()));
      if (padded > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("tensor is larger than 2^31 entries");
      }
    }
  }

  /** Number of logical entries. */
  public int size() {
    int n = 1;
    for (AxisLayout a : axes) {
      n *= a.length();
    }
    return n;
  }

  /** Number of blocks. */
  public int blocks() {
    int n = 1;
    for (AxisLayout a : axes) {
      n *= a.pieces();
    }
    return n;
  }

  /** The piece of every axis that makes up a block. */
  public int[] pieces(int block) {
    int[] p = new int[axes.size()];
    int rest = block;
    for (int i = p.length - 1; i >= 0; i--) {
      int n = axes.get(i).pieces();
      p[i] = rest % n;
      rest /= n;
    }
    return p;
  }

  /** The block made up of these pieces. */
  public int block(int[] pieces) {
    int b = 0;
    for (int i = 0; i < pieces.length; i++) {
      b = b * axes.get(i).pieces() + pieces[i];
    }
    return b;
  }

  /** log2 of a block's size. */
  public int blockLog(int block) {
    int[] p = pieces(block);
    int log = 0;
    for (int i = 0; i < p.length; i++) {
      log += axes.get(i).pieceLogs().get(p[i]);
    }
    return log;
  }

  /**
   * Copies one block of a tensor from row-major logical order into {@code out} at {@code offset};
   * padding positions are left as they are.
   */
  public void scatter(long[] logical, int block, long[] out, int offset) {
    copy(logical, block, out, offset, true);
  }

  /** The inverse of {@link #scatter}: fills the block's part of {@code logical}. */
  public void gather(long[] logical, int block, long[] stored, int offset) {
    copy(logical, block, stored, offset, false);
  }

  private void copy(long[] logical, int block, long[] stored, int offset, boolean toStored) {
    int[] p = pieces(block);
    int rank = p.length;
    if (rank == 0) {
      move(logical, 0, stored, offset, 1, toStored);
      return;
    }
    int[] start = new int[rank];
    int[] real = new int[rank];
    int[] log = new int[rank];
    for (int i = 0; i < rank; i++) {
      start[i] = axes.get(i).offset(p[i]);
      real[i] = axes.get(i).realLength(p[i]);
      log[i] = axes.get(i).pieceLogs().get(p[i]);
    }
    int run = real[rank - 1];
    int[] index = new int[rank];
    do {
      int from = 0;
      int to = 0;
      for (int i = 0; i < rank; i++) {
        from = from * axes.get(i).length() + start[i] + index[i];
        to = (to << log[i]) + index[i];
      }
      move(logical, from, stored, offset + to, run, toStored);
    } while (next(index, real));
  }

  private static void move(
      long[] logical, int from, long[] stored, int at, int n, boolean toStored) {
    if (toStored) {
      System.arraycopy(logical, from, stored, at, n);
    } else {
      System.arraycopy(stored, at, logical, from, n);
    }
  }

  /** Advances all axes but the last; false after the last combination. */
  private static boolean next(int[] index, int[] real) {
    for (int i = index.length - 2; i >= 0; i--) {
      if (++index[i] < real[i]) {
        return true;
      }
      index[i] = 0;
    }
    return false;
  }
}
