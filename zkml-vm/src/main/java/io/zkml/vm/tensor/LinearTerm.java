package io.zkml.vm.tensor;

import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One term of a linear instruction.
 *
 * @param scale integer factor
 * @param first tensor index
 * @param second tensor index, or {@link #NONE}
 * @param axes how the tensors' axes relate, in the order of the first operand's, outermost first
 * @param resultOrder the order of the result's axes
 * @param secondOrder the order of the second operand's axes; that of the list without one
 */
public record LinearTerm(
    long scale,
    int first,
    int second,
    List<TensorAxis> axes,
    AxisOrder resultOrder,
    AxisOrder secondOrder) {

  /** No second operand. */
  public static final int NONE = -1;

  /** Copies the list; checks that the orders are of its axes. */
  public LinearTerm {
    axes = List.copyOf(axes);
    if (resultOrder.size() != axes.size()
        || secondOrder.size() != axes.size()
        || (second == NONE && !secondOrder.isListed())) {
      throw new IllegalArgumentException("orders of " + axes.size() + " axes");
    }
  }

  /** A term whose tensors list their axes in the same order. */
  public LinearTerm(long scale, int first, int second, List<TensorAxis> axes) {
    this(scale, first, second, axes, AxisOrder.listed(axes.size()), AxisOrder.listed(axes.size()));
  }

  /** A tensor of the result's rank and layout, times a factor. */
  public static LinearTerm scaled(long scale, int tensor, int rank) {
    List<TensorAxis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(new TensorAxis.Batch());
    }
    return new LinearTerm(scale, tensor, NONE, axes);
  }

  /**
   * A tensor's entries at other places, times a factor: reshape, slice, pad, repeat and any other
   * movement that is known in advance.
   *
   * @param resultRank number of the result's axes
   * @param rank number of the tensor's axes
   * @param indices for every entry of the result, row by row, the entry of the tensor, or -1
   */
  public static LinearTerm view(long scale, int tensor, int resultRank, int rank, int... indices) {
    TensorAxis all = new TensorAxis.Gather(resultRank, rank, IndexList.of(indices));
    return new LinearTerm(scale, tensor, NONE, List.of(all));
  }

  /** A tensor's entries with its axes in another order, times a factor. */
  public static LinearTerm transposed(long scale, int tensor, int... order) {
    LinearTerm same = scaled(scale, tensor, order.length);
    return new LinearTerm(
        scale, tensor, NONE, same.axes(), AxisOrder.of(order), same.secondOrder());
  }

  /** The same term of other tensors. */
  LinearTerm renumbered(IntUnaryOperator tensors) {
    int other = isProduct() ? tensors.applyAsInt(second) : NONE;
    return new LinearTerm(scale, tensors.applyAsInt(first), other, axes, resultOrder, secondOrder);
  }

  /** Whether the term multiplies two tensors. */
  public boolean isProduct() {
    return second != NONE;
  }

  /** For every axis of the list the result's first axis that it uses up. */
  public int[] resultStarts() {
    int[] starts = new int[axes.size()];
    int at = 0;
    for (int place = 0; place < starts.length; place++) {
      starts[resultOrder.axis(place)] = at;
      at += axes.get(resultOrder.axis(place)).resultAxes();
    }
    return starts;
  }

  /** For every axis of the list the first operand's first axis that it uses up. */
  public int[] firstStarts() {
    int[] starts = new int[axes.size()];
    for (int k = 1; k < starts.length; k++) {
      starts[k] = starts[k - 1] + axes.get(k - 1).firstAxes();
    }
    return starts;
  }

  /** For every axis of the list the second operand's axis that it uses up, if it has one. */
  public int[] secondStarts() {
    int[] starts = new int[axes.size()];
    int at = 0;
    for (int place = 0; place < starts.length; place++) {
      starts[secondOrder.axis(place)] = at;
      at += isProduct() && axes.get(secondOrder.axis(place)).inSecond() ? 1 : 0;
    }
    return starts;
  }
}
