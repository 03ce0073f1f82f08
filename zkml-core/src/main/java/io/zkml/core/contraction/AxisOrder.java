package io.zkml.core.contraction;

/**
 * An order of a term's axes: a block whose index bits list them in another order than the term.
 *
 * @param axes at every place, outermost first, the axis' number in the term's list: a permutation
 */
public record AxisOrder(IndexList axes) {

  /** Checks that every axis occurs once. */
  public AxisOrder {
    boolean[] seen = new boolean[axes.size()];
    for (int place = 0; place < axes.size(); place++) {
      int axis = axes.get(place);
      if (axis < 0 || axis >= seen.length || seen[axis]) {
        throw new IllegalArgumentException("axis " + axis + " in an order of " + axes.size());
      }
      seen[axis] = true;
    }
  }

  /** An order by the axes' numbers. */
  public static AxisOrder of(int... axes) {
    return new AxisOrder(IndexList.of(axes));
  }

  /** The order of the list itself. */
  public static AxisOrder listed(int n) {
    int[] axes = new int[n];
    for (int k = 0; k < n; k++) {
      axes[k] = k;
    }
    return of(axes);
  }

  /** Number of axes. */
  public int size() {
    return axes.size();
  }

  /** The axis at a place. */
  public int axis(int place) {
    return axes.get(place);
  }

  /** Whether this is the order of the list. */
  public boolean isListed() {
    for (int place = 0; place < size(); place++) {
      if (axis(place) != place) {
        return false;
      }
    }
    return true;
  }
}
