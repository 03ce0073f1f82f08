package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;

/** The ends of the ranges of element types, as doubles. */
final class Limits {
  private Limits() {}

  /** The lowest number; negative infinity for floats. */
  static double lowest(DataType type) {
    return switch (type) {
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MIN_VALUE;
      default -> type.isUnsigned() || type == DataType.BOOL ? 0 : Double.NEGATIVE_INFINITY;
    };
  }

  /** The highest number; infinity for floats. */
  static double highest(DataType type) {
    return switch (type) {
      case BOOL -> 1;
      case INT8 -> Byte.MAX_VALUE;
      case UINT8 -> 0xff;
      case INT16 -> Short.MAX_VALUE;
      case UINT16 -> 0xffff;
      case INT32 -> Integer.MAX_VALUE;
      case UINT32 -> 0xffff_ffffL;
      case INT64 -> Long.MAX_VALUE;
      case UINT64 -> 0x1p64;
      default -> Double.POSITIVE_INFINITY;
    };
  }
}
