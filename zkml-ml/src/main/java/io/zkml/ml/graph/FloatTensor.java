package io.zkml.ml.graph;

import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/**
 * A dense tensor of float64 numbers, row-major. Integer and boolean tensors of a model are held in
 * the same form (exact up to 2^53; false is 0, true is 1); {@link #type} says what the elements are
 * in the model.
 *
 * <p>Ownership: {@link #of} keeps the caller's array and {@link #data} returns it without a copy.
 * After {@code of}, nobody may write to the array; tensors are then immutable and may be shared
 * between graphs and threads.
 */
public final class FloatTensor {
  private final TensorShape shape;
  private final double[] data;
  private final DataType type;

  private FloatTensor(TensorShape shape, double[] data) {
    this(shape, data, DataType.FLOAT);
  }

  private FloatTensor(TensorShape shape, double[] data, DataType type) {
    this.shape = shape;
    this.data = data;
    this.type = type;
  }

  /**
   * A tensor on the given array, which the caller hands over.
   *
   * @param shape the dimensions
   * @param data the elements, row-major, exactly as many as the shape has
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  public static FloatTensor of(TensorShape shape, double... data) {
    if (shape.elements() != data.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.elements() + " elements, got " + data.length);
    }
    return new FloatTensor(shape, data);
  }

  /** A tensor without dimensions. */
  public static FloatTensor scalar(double value) {
    return new FloatTensor(TensorShape.scalar(), new double[] {value});
  }

  /** A tensor of one dimension; the array is handed over. */
  public static FloatTensor vector(double... data) {
    return new FloatTensor(TensorShape.of(data.length), data);
  }

  /** A tensor of one dimension from integers. */
  public static FloatTensor vector(int... values) {
    double[] data = new double[values.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = values[i];
    }
    return vector(data);
  }

  /** The same elements, as a tensor of another element type; the array is shared. */
  public FloatTensor withType(DataType newType) {
    return newType == type ? this : new FloatTensor(shape, data, newType);
  }

  /** The element type in the model; {@link DataType#FLOAT} where nothing else was said. */
  public DataType type() {
    return type;
  }

  /** The dimensions. */
  public TensorShape shape() {
    return shape;
  }

  /** The elements, row-major: the tensor's own array, to be read only. */
  public double[] data() {
    return data;
  }

  /** Number of elements. */
  public int size() {
    return data.length;
  }

  /** The element at a row-major index. */
  public double get(int index) {
    return data[index];
  }

  /**
   * The same elements under another shape; the array is shared.
   *
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  public FloatTensor reshaped(TensorShape newShape) {
    return of(newShape, data).withType(type);
  }

  /**
   * Index of the largest element, the first of equal ones.
   *
   * @throws IllegalStateException if the tensor is empty
   */
  public int argMax() {
    if (data.length == 0) {
      throw new IllegalStateException("the tensor is empty");
    }
    int best = 0;
    for (int i = 1; i < data.length; i++) {
      if (data[i] > data[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Equal shapes and equal elements (as {@link Double#equals}), of whatever type. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(data, tensor.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  /** The shape only. */
  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
