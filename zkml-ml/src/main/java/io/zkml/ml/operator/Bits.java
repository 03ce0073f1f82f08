package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;

/** The bits of integers, in two's complement of 64 bits. */
final class Bits {
  private Bits() {}

  /** The bits of a number from {@code -2^63} to {@code 2^64 - 1}. */
  static long of(double number) {
    return number < 0x1p63 ? (long) number : (long) (number - 0x1p63) ^ Long.MIN_VALUE;
  }

  /** The number of a type that has the lowest of the bits; rounded to a double. */
  static double number(DataType type, long bits) {
    if (type == DataType.UINT64 && bits < 0) {
      return 0x1p63 + (bits & Long.MAX_VALUE);
    }
    return type == DataType.INT64 || type == DataType.UINT64 ? bits : Wrap.wrap(type, bits);
  }
}
