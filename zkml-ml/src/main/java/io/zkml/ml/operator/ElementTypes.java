package io.zkml.ml.operator;

import io.zkml.ml.onnx.DataType;

/** Element types that attributes name, and conversions between them. */
final class ElementTypes {
  private ElementTypes() {}

  /** The type that an attribute names by its code in ONNX. */
  static DataType attribute(NodeContext context, String name, DataType absent)
      throws OperatorException {
    if (!context.attributes().has(name)) {
      return absent;
    }
    long code = context.attributes().intValue(name, 0);
    DataType type = DataType.ofCode((int) code).orElse(DataType.UNDEFINED);
    Args.require(code == (int) code && type.isNumeric(), name + " is " + code + ", " + type);
    return type;
  }

  /**
   * A number as an element of a type: rounded to the float type, cut and wrapped to the integer.
   */
  static double convert(double value, DataType from, DataType to) {
    return switch (to) {
      case BOOL -> value == 0 ? 0 : 1;
      case FLOAT -> (float) value;
      case DOUBLE -> value;
      case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case BFLOAT16 -> bfloat16((float) value);
      default -> from == to ? value : integer(value, to);
    };
  }

  private static double bfloat16(float value) {
    if (Float.isNaN(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7fff + (bits >>> 16 & 1);
    return Float.intBitsToFloat(rounded & 0xffff0000);
  }

  private static double integer(double value, DataType to) {
    long whole = (long) value;
    return switch (to) {
      case INT8 -> (byte) whole;
      case INT16 -> (short) whole;
      case INT32 -> (int) whole;
      case UINT8 -> whole & 0xff;
      case UINT16 -> whole & 0xffff;
      case UINT32 -> whole & 0xffffffffL;
      default -> (double) whole;
    };
  }

  /** Smallest number of an integer type of at most 32 bits. */
  static double min(DataType type) {
    return switch (type) {
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      default -> 0;
    };
  }

  /** Largest number of an integer type of at most 32 bits. */
  static double max(DataType type) {
    return switch (type) {
      case INT8 -> Byte.MAX_VALUE;
      case INT16 -> Short.MAX_VALUE;
      case INT32 -> Integer.MAX_VALUE;
      case UINT8 -> 0xff;
      case UINT16 -> 0xffff;
      default -> 0xffffffffL;
    };
  }
}
