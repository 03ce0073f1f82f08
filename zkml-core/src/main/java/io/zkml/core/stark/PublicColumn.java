package io.zkml.core.stark;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.poly.Points;
import java.util.Arrays;
import java.util.List;

/** A column that is a function of the row index, evaluated by the verifier itself. */
public sealed interface PublicColumn {

  /** The column's MLE at a point of log2(rows) coordinates. */
  Ext3 evaluate(List<Ext3> point);

  /** The value in one row, canonical. */
  long row(long index);

  /** Writes the values in {@code count} rows from a first one on, canonical. */
  default void rows(long from, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = row(from + i);
    }
  }

  /** base + step row: the keys of a range table. */
  record Affine(long base, long step) implements PublicColumn {
    @Override
    public Ext3 evaluate(List<Ext3> point) {
      return Points.identity(point).mul(Goldilocks.fromSigned(step)).add(Ext3.ofSigned(base));
    }

    @Override
    public long row(long index) {
      return Goldilocks.fromSigned(Math.addExact(base, Math.multiplyExact(step, index)));
    }
  }

  /** 1 in rows below a bound, 0 in the others. */
  record RowsBelow(long bound) implements PublicColumn {
    @Override
    public Ext3 evaluate(List<Ext3> point) {
      return Points.lessThan(bound, point);
    }

    @Override
    public long row(long index) {
      return index < bound ? 1 : 0;
    }
  }

  /**
   * A saturating identity: low up to row {@code low - base}, base + row between, high from row
   * {@code high - base} on: the results of ReLU, ReLU6 and clamps in a table whose keys are base +
   * row.
   */
  record Clamp(long base, long low, long high) implements PublicColumn {
    /** Checks the bounds. */
    public Clamp {
      if (base > low || low > high) {
        throw new IllegalArgumentException("clamp " + base + ", " + low + ", " + high);
      }
    }

    @Override
    public Ext3 evaluate(List<Ext3> point) {
      long n = 1L << point.size();
      long from = Math.min(n, low - base);
      long to = Math.min(n, high - base);
      Ext3 below = Points.lessThan(from, point);
      Ext3 upTo = Points.lessThan(to, point);
      Ext3 linear =
          Points.identityBelow(to, point)
              .sub(Points.identityBelow(from, point))
              .add(upTo.sub(below).mul(Goldilocks.fromSigned(base)));
      return below
          .mul(Goldilocks.fromSigned(low))
          .add(linear)
          .add(upTo.oneMinus().mul(Goldilocks.fromSigned(high)));
    }

    @Override
    public long row(long index) {
      return Goldilocks.fromSigned(Math.clamp(base + index, low, high));
    }
  }

  /**
   * {@code count} bits of the row index from bit {@code low} on, as a number: the operands of a
   * table of all pairs.
   */
  record Bits(int low, int count) implements PublicColumn {
    /** Checks the bits. */
    public Bits {
      if (low < 0 || count < 1 || low > Segment.MAX_LOG_ROWS - count) {
        throw new IllegalArgumentException(count + " bits from " + low);
      }
    }

    @Override
    public Ext3 evaluate(List<Ext3> point) {
      int end = point.size() - low;
      return Points.identity(point.subList(end - count, end));
    }

    @Override
    public long row(long index) {
      return index >>> low & ((1L << count) - 1);
    }
  }

  /** The conjunction, bit by bit, of {@code Bits(bits, bits)} and {@code Bits(0, bits)}. */
  record And(int bits) implements PublicColumn {
    /** Checks the bits. */
    public And {
      if (bits < 1 || 2 * (long) bits > Segment.MAX_LOG_ROWS) {
        throw new IllegalArgumentException("and of " + bits + " bits");
      }
    }

    @Override
    public Ext3 evaluate(List<Ext3> point) {
      int first = point.size() - 2 * bits;
      Ext3 sum = Ext3.ZERO;
      for (int i = first; i < first + bits; i++) {
        sum = sum.add(sum).add(point.get(i).mul(point.get(i + bits)));
      }
      return sum;
    }

    @Override
    public long row(long index) {
      return index >>> bits & index & ((1L << bits) - 1);
    }
  }

  /**
   * 1 in the real positions of stored blocks, 0 in their padding and in rows of no block.
   *
   * @param boxes disjoint blocks
   */
  record RealPositions(List<Box> boxes) implements PublicColumn {

    /** Copies the list. */
    public RealPositions {
      boxes = List.copyOf(boxes);
    }

    @Override
    public Ext3 evaluate(List<Ext3> point) {
      Ext3 sum = Ext3.ZERO;
      for (Box box : boxes) {
        int high = point.size() - box.log();
        Ext3 product = Points.eqIndex(box.row() >>> box.log(), point.subList(0, high));
        int at = high;
        for (Extent e : box.axes()) {
          product = product.mul(Points.lessThan(e.length(), point.subList(at, at + e.log())));
          at += e.log();
        }
        sum = sum.add(product);
      }
      return sum;
    }

    @Override
    public long row(long index) {
      for (Box box : boxes) {
        if (index >>> box.log() == box.row() >>> box.log()) {
          return box.isReal(index & ((1L << box.log()) - 1)) ? 1 : 0;
        }
      }
      return 0;
    }

    @Override
    public void rows(long from, int count, long[] out) {
      Arrays.fill(out, 0, count, 0);
      for (Box box : boxes) {
        long end = box.end(from + count);
        for (long i = Math.max(from, box.row()); i < end; i++) {
          out[(int) (i - from)] = box.isReal(i - box.row()) ? 1 : 0;
        }
      }
    }
  }

  /**
   * In every real position of stored blocks a linear function of its indices; 0 in their padding
   * and in rows of no block: addresses of a tensor's entries in memory, and words of a list.
   *
   * @param parts disjoint blocks
   */
  record Linear(List<Part> parts) implements PublicColumn {

    /** Copies the list. */
    public Linear {
      parts = List.copyOf(parts);
    }

    @Override
    public Ext3 evaluate(List<Ext3> point) {
      Ext3 sum = Ext3.ZERO;
      for (Part part : parts) {
        sum = sum.add(part.evaluate(point));
      }
      return sum;
    }

    @Override
    public long row(long index) {
      for (Part part : parts) {
        int log = part.box.log();
        if (index >>> log == part.box.row() >>> log) {
          return part.at(index & ((1L << log) - 1));
        }
      }
      return 0;
    }

    @Override
    public void rows(long from, int count, long[] out) {
      Arrays.fill(out, 0, count, 0);
      for (Part part : parts) {
        long end = part.box.end(from + count);
        for (long i = Math.max(from, part.box.row()); i < end; i++) {
          out[(int) (i - from)] = part.at(i - part.box.row());
        }
      }
    }
  }

  /**
   * A block with a linear function: base plus the sum of stride times index over its axes.
   *
   * @param strides one an axis, outermost first
   */
  record Part(Box box, long base, List<Long> strides) {
    /** Copies the list; checks that there is a stride for every axis. */
    public Part {
      strides = List.copyOf(strides);
      if (strides.size() != box.axes().size()) {
        throw new IllegalArgumentException(
            strides.size() + " strides of " + box.axes().size() + " axes");
      }
    }

    private Ext3 evaluate(List<Ext3> point) {
      int at = point.size() - box.log();
      Ext3 real = Points.eqIndex(box.row() >>> box.log(), point.subList(0, at));
      Ext3 value = real.mul(Goldilocks.fromSigned(base));
      for (int k = 0; k < strides.size(); k++) {
        Extent e = box.axes().get(k);
        List<Ext3> own = point.subList(at, at + e.log());
        Ext3 below = Points.lessThan(e.length(), own);
        Ext3 index =
            Points.identityBelow(e.length(), own).mul(Goldilocks.fromSigned(strides.get(k)));
        value = value.mul(below).add(real.mul(index));
        real = real.mul(below);
        at += e.log();
      }
      return value;
    }

    private long at(long inside) {
      if (!box.isReal(inside)) {
        return 0;
      }
      long value = Goldilocks.fromSigned(base);
      long rest = inside;
      for (int k = strides.size() - 1; k >= 0; k--) {
        int log = box.axes().get(k).log();
        long index = rest & ((1L << log) - 1);
        value = Goldilocks.add(value, Goldilocks.mul(Goldilocks.fromSigned(strides.get(k)), index));
        rest >>>= log;
      }
      return value;
    }
  }

  /**
   * A block of rows: its first row, a multiple of its size, and its axes, outermost first.
   *
   * @param row first row
   * @param axes their logs add up to the block's
   */
  record Box(long row, List<Extent> axes) {
    /** Copies the list; checks the alignment. */
    public Box {
      axes = List.copyOf(axes);
      int log = 0;
      for (Extent e : axes) {
        log += e.log();
      }
      if (row < 0 || log > 30 || (row & ((1L << log) - 1)) != 0) {
        throw new IllegalArgumentException("box of 2^" + log + " at row " + row);
      }
    }

    /** log2 of the block's rows. */
    public int log() {
      int log = 0;
      for (Extent e : axes) {
        log += e.log();
      }
      return log;
    }

    /** One past the last of its rows below a bound. */
    private long end(long bound) {
      return Math.min(bound, row + (1L << log()));
    }

    private boolean isReal(long inside) {
      long rest = inside;
      for (Extent e : axes.reversed()) {
        if ((rest & ((1L << e.log()) - 1)) >= e.length()) {
          return false;
        }
        rest >>>= e.log();
      }
      return true;
    }
  }

  /** One axis: {@code length} real indices of 2^log. */
  record Extent(int log, int length) {
    /** Checks the length. */
    public Extent {
      if (log < 0 || log > 30 || length < 1 || length > 1L << log) {
        throw new IllegalArgumentException(length + " of 2^" + log);
      }
    }
  }
}
