package io.zkml.ml.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Elements of a tensor in the form in which the file has them; immutable. */
public final class TensorData {
  private static final double TWO_TO_64 = 0x1p64;

  private final int count;
  private final Elements elements;

  private sealed interface Elements {}

  private record Raw(ByteBuffer bytes) implements Elements {}

  private record Integers(NumberList.Longs values) implements Elements {}

  private record Reals(NumberList.Doubles values) implements Elements {}

  private record Texts(List<String> values) implements Elements {}

  private record Undecoded() implements Elements {}

  private TensorData(int count, Elements elements) {
    this.count = count;
    this.elements = elements;
  }

  /** Little-endian elements of a numeric type; the buffer is kept and must not change. */
  static TensorData raw(int count, ByteBuffer bytes) {
    return new TensorData(count, new Raw(bytes));
  }

  /** Elements of an integer, boolean, or 16-bit float type (the bits), each in the type's range. */
  static TensorData integers(NumberList.Longs values) {
    return new TensorData(values.size(), new Integers(values));
  }

  /** Elements of type FLOAT or DOUBLE. */
  static TensorData reals(NumberList.Doubles values) {
    return new TensorData(values.size(), new Reals(values));
  }

  /** Elements of type STRING. */
  static TensorData texts(List<String> values) {
    return new TensorData(values.size(), new Texts(List.copyOf(values)));
  }

  /** Elements of a type that isn't decoded. */
  static TensorData undecoded(int count) {
    return new TensorData(count, new Undecoded());
  }

  /** Number of elements. */
  public int count() {
    return count;
  }

  List<String> texts() {
    return elements instanceof Texts(List<String> values) ? values : List.of();
  }

  double[] toDoubles(DataType type) {
    double[] out = new double[count];
    switch (elements) {
      case Raw raw -> decodeRaw(type, raw.bytes(), out);
      case Reals reals -> reals.values().copyTo(out);
      case Integers integers -> {
        for (int i = 0; i < count; i++) {
          out[i] = fromBits(type, integers.values().get(i));
        }
      }
      case Texts _, Undecoded _ -> throw new IllegalStateException("no decoded elements");
    }
    return out;
  }

  private static void decodeRaw(DataType type, ByteBuffer bytes, double[] out) {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < out.length; i++) {
      out[i] =
          switch (type) {
            case FLOAT -> in.getFloat();
            case DOUBLE -> in.getDouble();
            case INT32, UINT32 -> fromBits(type, in.getInt());
            case INT64, UINT64 -> fromBits(type, in.getLong());
            case INT16, UINT16, FLOAT16, BFLOAT16 -> fromBits(type, in.getShort());
            default -> fromBits(type, in.get());
          };
    }
  }

  /** The value of an element given by its bits; bits above the type's width are ignored. */
  private static double fromBits(DataType type, long bits) {
    return switch (type) {
      case UINT8 -> bits & 0xff;
      case INT8 -> (byte) bits;
      case UINT16 -> bits & 0xffff;
      case INT16 -> (short) bits;
      case INT32 -> (int) bits;
      case UINT32 -> bits & 0xffff_ffffL;
      case INT64 -> bits;
      case UINT64 -> unsigned(bits);
      case BOOL -> (bits & 0xff) != 0 ? 1 : 0;
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
      default -> throw new IllegalStateException("elements of type " + type + " have no bits");
    };
  }

  private static double unsigned(long bits) {
    if (bits >= 0) {
      return bits;
    }
    // Halve with the lost bit kept, so that the one rounding is the right one.
    double value = 2.0 * ((bits >>> 1) | (bits & 1));
    return Math.min(value, TWO_TO_64);
  }
}
