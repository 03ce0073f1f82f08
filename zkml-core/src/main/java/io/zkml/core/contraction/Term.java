package io.zkml.core.contraction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block's share of a tensor relation: at result row rowOffset + o it adds {@code scale * sum
 * a(i) b(w)} over all (i, w) that the axis maps relate to o; without b, {@code scale * sum a(i)}.
 *
 * @param rowOffset first row of the result block in its column, divisible by the block's size
 * @param scale signed integer factor
 * @param a first operand
 * @param b second operand of a product
 * @param axes how the blocks' axes relate, in the order of a's index bits, outermost first
 * @param outOrder the order of the result's index bits
 * @param bOrder the order of b's index bits; that of the list without b
 */
public record Term(
    long rowOffset,
    long scale,
    Operand a,
    @Nullable Operand b,
    List<AxisMap> axes,
    AxisOrder outOrder,
    AxisOrder bOrder) {

  /** Copies the list; checks that the axis kinds fit the number of operands. */
  public Term {
    axes = List.copyOf(axes);
    for (AxisMap axis : axes) {
      boolean fits =
          switch (axis) {
            case AxisMap.Free f -> b != null;
            case AxisMap.Inner i -> b != null;
            case AxisMap.Shared s -> b != null;
            case AxisMap.Window w -> b == null || w.kernelLength() <= 1 << w.bLog();
            case AxisMap.Sum s -> b == null;
            case AxisMap.Batch x -> true;
            case AxisMap.Broadcast x -> true;
            case AxisMap.Gather g -> true;
          };
      if (!fits) {
        throw new IllegalArgumentException(axis + " in a term of " + (b == null ? 1 : 2));
      }
    }
    if (outOrder.size() != axes.size()
        || bOrder.size() != axes.size()
        || (b == null && !bOrder.isListed())) {
      throw new IllegalArgumentException("orders of " + axes.size() + " axes");
    }
    if ((rowOffset & ((1L << outLog(axes)) - 1)) != 0) {
      throw new IllegalArgumentException("row offset " + rowOffset + " is not aligned");
    }
  }

  /** A term whose blocks list their axes in the same order. */
  public Term(long rowOffset, long scale, Operand a, @Nullable Operand b, List<AxisMap> axes) {
    this(
        rowOffset, scale, a, b, axes, AxisOrder.listed(axes.size()), AxisOrder.listed(axes.size()));
  }

  /** log2 of the result block's size. */
  public int outLog() {
    return outLog(axes);
  }

  /** Variables that the term's sumcheck binds: 0 unless it is a product. */
  public int sumLog() {
    if (b == null) {
      return 0;
    }
    int n = 0;
    for (AxisMap axis : axes) {
      n += axis.sumLog();
    }
    return n;
  }

  /**
   * For every axis of the list its first bit among the result's index bits, the highest being 0.
   */
  public int[] outStarts() {
    int[] starts = new int[axes.size()];
    int at = 0;
    for (int place = 0; place < starts.length; place++) {
      int axis = outOrder.axis(place);
      starts[axis] = at;
      at += axes.get(axis).outLog();
    }
    return starts;
  }

  private static int outLog(List<AxisMap> axes) {
    int n = 0;
    for (AxisMap axis : axes) {
      n += axis.outLog();
    }
    return n;
  }
}
