package io.zkml.ml.quant;

import io.zkml.ml.onnx.DataType;

/** The ends of the ranges of integer types, as doubles. */
final class IntegerTypes {
  private IntegerTypes() {}

  static double lowest(DataType type) {
    return switch (type) {
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      default -> type.isUnsigned() || type == DataType.BOOL ? 0 : Long.MIN_VALUE;
    };
  }

  static double highest(DataType type) {
    return switch (type) {
      case BOOL -> 1;
      case INT8 -> Byte.MAX_VALUE;
      case UINT8 -> 0xff;
      case INT16 -> Short.MAX_VALUE;
      case UINT16 -> 0xffff;
      case INT32 -> Integer.MAX_VALUE;
      case UINT32 -> 0xffff_ffffL;
      default -> Long.MAX_VALUE;
    };
  }
}
