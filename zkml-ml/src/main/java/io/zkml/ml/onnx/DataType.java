package io.zkml.ml.onnx;

import java.util.List;
import java.util.Optional;

/** Element types of ONNX tensors, in the order of their codes ({@code TensorProto.DataType}). */
public enum DataType {
  UNDEFINED(0, 0),
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  STRING(8, 0),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  COMPLEX64(14, 0),
  COMPLEX128(15, 0),
  BFLOAT16(16, 2),
  FLOAT8E4M3FN(17, 0),
  FLOAT8E4M3FNUZ(18, 0),
  FLOAT8E5M2(19, 0),
  FLOAT8E5M2FNUZ(20, 0),
  UINT4(21, 0),
  INT4(22, 0),
  FLOAT4E2M1(23, 0),
  FLOAT8E8M0(24, 0),
  UINT2(25, 0),
  INT2(26, 0);

  private static final List<DataType> BY_CODE = List.of(values());

  private final int code;
  private final int elementBytes;

  DataType(int code, int elementBytes) {
    this.code = code;
    this.elementBytes = elementBytes;
  }

  /** The type with an ONNX code, empty where the code is unknown. */
  public static Optional<DataType> ofCode(int code) {
    return code >= 0 && code < BY_CODE.size() ? Optional.of(BY_CODE.get(code)) : Optional.empty();
  }

  /** The type's code in ONNX. */
  public int code() {
    return code;
  }

  /** True if this package decodes elements of the type to numbers. */
  public boolean isNumeric() {
    return elementBytes > 0;
  }

  /** True for the floating-point types that are decoded. */
  public boolean isFloat() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  /** True for the signed and unsigned integers that are decoded. */
  public boolean isInteger() {
    return elementBytes > 0 && !isFloat() && this != BOOL;
  }

  /** True for the unsigned integers that are decoded. */
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /** Bytes of one element in {@code raw_data}; 0 where the type isn't decoded. */
  public int elementBytes() {
    return elementBytes;
  }
}
