package io.zkml.evm.plan;

import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;

/** A sparse 0-1 matrix between two tables: the index maps of windows and gathers. */
sealed interface IndexMap {

  /** sum over o, and i related to o, of left[o] right[i]. */
  int bilinear(Assembler code, Algebra f, int right);

  /** The table over i of the sums over o related to i of left[o]; 2^aLog registers. */
  int table(Assembler code);

  /** The register of the table eq(r, .) over o that the map is applied to. */
  int left();

  /** A window: i = stride o + dilation w - pad for every w. */
  record Window(AxisMap.Window axis, int left) implements IndexMap {
    @Override
    public int bilinear(Assembler code, Algebra f, int right) {
      int sum = f.zero();
      for (int w = 0; w < axis.kernelLength(); w++) {
        sum = f.add(sum, at(f, right, w));
      }
      return sum;
    }

    @Override
    public int table(Assembler code) {
      int d = code.allocate(1 << axis.aLog());
      for (int w = 0; w < axis.kernelLength(); w++) {
        int[] list = new int[axis.outLength()];
        for (int o = 0; o < list.length; o++) {
          list[o] = axis.source(o, w);
        }
        code.op(Opcode.GATHER_SUM, d, left);
        list(code, IndexList.of(list));
      }
      return d;
    }

    /** For every kernel position w its share, in a table of 2^bLog registers. */
    int shares(Assembler code, Algebra f, int right) {
      int[] share = new int[axis.kernelLength()];
      for (int w = 0; w < share.length; w++) {
        share[w] = at(f, right, w);
      }
      int d = code.allocate(1 << axis.bLog());
      for (int w = 0; w < share.length; w++) {
        f.move(d + w, share[w]);
      }
      return d;
    }

    /** The share of kernel position w: an inner product, and the ends where indices are clamped. */
    private int at(Algebra f, int right, int w) {
      int start = axis.dilation() * w - axis.pad();
      int from = 0;
      while (from < axis.outLength() && !inside(axis.stride() * from + start)) {
        from++;
      }
      int to = from;
      while (to < axis.outLength() && inside(axis.stride() * to + start)) {
        to++;
      }
      int sum = f.zero();
      if (from < to) {
        int first = right + axis.stride() * from + start;
        sum = f.dot(left + from, first, to - from, axis.stride());
      }
      for (int o = 0; o < axis.outLength(); o++) {
        int i = axis.source(o, w);
        if ((o < from || o >= to) && i >= 0) {
          sum = f.mulAdd(left + o, right + i, sum);
        }
      }
      return sum;
    }

    private boolean inside(int i) {
      return i >= 0 && i < axis.aLength();
    }
  }

  /** Writes a list of indices. */
  private static void list(Assembler code, IndexList list) {
    code.u24(list.size());
    for (int o = 0; o < list.size(); o++) {
      code.u24(list.get(o) == IndexList.NONE ? NONE : list.get(o));
    }
  }

  /** No index. */
  int NONE = (1 << 24) - 1;

  /** A gather: i = list[o]. */
  record Gather(AxisMap.Gather axis, int left) implements IndexMap {
    @Override
    public int bilinear(Assembler code, Algebra f, int right) {
      int d = f.computed(code.allocate(1));
      code.op(Opcode.GATHER_DOT, d, left, right);
      list(code, axis.indices());
      return d;
    }

    @Override
    public int table(Assembler code) {
      int d = code.allocate(1 << axis.aLog());
      code.op(Opcode.GATHER_SUM, d, left);
      list(code, axis.indices());
      return d;
    }
  }
}
