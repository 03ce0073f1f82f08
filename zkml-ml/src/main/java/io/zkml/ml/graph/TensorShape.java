package io.zkml.ml.graph;

import java.util.Arrays;

/** The dimensions of a tensor, outermost first; immutable. A scalar has none. */
public final class TensorShape {
  private static final TensorShape SCALAR = new TensorShape(new int[0]);

  private final int[] dims;
  private final long elements;

  private TensorShape(int[] dims) {
    this.dims = dims;
    this.elements = product(dims);
  }

  /**
   * A shape with the given dimensions; the array is copied.
   *
   * @throws IllegalArgumentException if a dimension is negative
   */
  public static TensorShape of(int... dims) {
    for (int dim : dims) {
      if (dim < 0) {
        throw new IllegalArgumentException("negative dimension in " + Arrays.toString(dims));
      }
    }
    return dims.length == 0 ? SCALAR : new TensorShape(dims.clone());
  }

  /** The shape of a single number. */
  public static TensorShape scalar() {
    return SCALAR;
  }

  private static long product(int[] dims) {
    long product = 1;
    for (int dim : dims) {
      if (dim == 0) {
        return 0;
      }
      product = product > Long.MAX_VALUE / dim ? Long.MAX_VALUE : product * dim;
    }
    return product;
  }

  /** Number of dimensions. */
  public int rank() {
    return dims.length;
  }

  /** Size of dimension {@code axis}, which counts from 0. */
  public int dim(int axis) {
    return dims[axis];
  }

  /** Number of elements; {@code Long.MAX_VALUE} where the product is larger than that. */
  public long elements() {
    return elements;
  }

  /** Product of the dimensions from {@code begin} (inclusive) to {@code end} (exclusive). */
  public long elements(int begin, int end) {
    return product(Arrays.copyOfRange(dims, begin, end));
  }

  /** This shape with one dimension replaced. */
  public TensorShape withDim(int axis, int size) {
    int[] copy = dims.clone();
    copy[axis] = size;
    return of(copy);
  }

  /** The dimensions as a new array. */
  public int[] toArray() {
    return dims.clone();
  }

  /**
   * Row-major strides, in elements, as a new array; all 0 for a shape without elements.
   *
   * @throws ArithmeticException if a stride doesn't fit an int
   */
  public int[] strides() {
    int[] strides = new int[dims.length];
    if (elements == 0) {
      return strides;
    }
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride = Math.multiplyExact(stride, dims[axis]);
    }
    return strides;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorShape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** The dimensions as in {@code [1, 3, 28, 28]}. */
  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
