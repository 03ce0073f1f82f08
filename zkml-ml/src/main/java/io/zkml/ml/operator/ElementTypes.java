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
      default -> from == to ? value : Wrap.wrap(to, value);
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
}
