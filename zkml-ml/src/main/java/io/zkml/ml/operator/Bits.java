package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;

/** The bits of integers, in two's complement of 64 bits. */
final class Bits {
  private Bits() {}

  /** The bits of the integer part of a number from {@code -2^63} to {@code 2^64 - 1}. */
  static long of(double number) {
    return number < 0x1p63 ? (long) number : (long) (number - 0x1p63) ^ Long.MIN_VALUE;
  }

  /** The number of an integer type that has the lowest of the bits; rounded to a double. */
  static double number(DataType type, long bits) {
    return switch (type) {
      case INT8 -> (byte) bits;
      case UINT8 -> bits & 0xff;
      case INT16 -> (short) bits;
      case UINT16 -> bits & 0xffff;
      case INT32 -> (int) bits;
      case UINT32 -> bits & 0xffff_ffffL;
      case UINT64 -> bits < 0 ? 0x1p63 + (bits & Long.MAX_VALUE) : bits;
      default -> bits;
    };
  }
}
