package io.zkml.ml.onnx;

import java.util.List;

/**
 * A constant tensor. The number of elements in {@code data} was checked against {@code dims} when
 * the file was read.
 *
 * @param name the tensor's name, may be empty
 * @param type type of the elements
 * @param dims the dimensions, outermost first; empty for a scalar
 * @param data the elements, row-major
 */
public record TensorProto(String name, DataType type, List<Long> dims, TensorData data) {
  public TensorProto {
    dims = List.copyOf(dims);
  }

  /** True if {@link #toDoubles} works: the type is a number of at least 8 bits. */
  public boolean isNumeric() {
    return type.isNumeric();
  }

  /**
   * The elements as a new array, row-major. Integers beyond 2^53 are rounded to the nearest double,
   * everything else is exact; booleans are 0 and 1.
   *
   * @throws IllegalStateException if the tensor isn't numeric
   */
  public double[] toDoubles() {
    if (!isNumeric()) {
      throw new IllegalStateException("elements of type " + type + " are not decoded");
    }
    return data.toDoubles(type);
  }

  /** The elements of a tensor of strings, row-major; empty for any other. */
  public List<String> strings() {
    return data.texts();
  }

  /** The same tensor under another name. */
  public TensorProto withName(String other) {
    return new TensorProto(other, type, dims, data);
  }
}
