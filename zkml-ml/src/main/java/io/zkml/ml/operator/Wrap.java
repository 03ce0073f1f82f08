package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;

/** Brings results of integer arithmetic back into the range of their element type. */
final class Wrap {
  private Wrap() {}

  /**
   * The integer part modulo the size of the type, as integer arithmetic leaves it; other types keep
   * the value. Integers of 64 bits are as exact as a double.
   */
  static double wrap(DataType type, double value) {
    return type.isInteger() ? Bits.number(type, Bits.of(value)) : value;
  }

  /** The tensor with every element wrapped into the type. */
  static FloatTensor wrap(DataType type, FloatTensor tensor) {
    return type.isInteger() ? Elementwise.apply(tensor, x -> wrap(type, x)).getFirst() : tensor;
  }
}
