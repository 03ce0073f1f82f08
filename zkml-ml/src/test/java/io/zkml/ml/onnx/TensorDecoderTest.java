package io.zkml.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorDecoderTest {
  private static final int DIMS = 1;
  private static final int TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int INT64_DATA = 7;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int UINT64_DATA = 11;

  private final OnnxReader reader = new OnnxReader();

  private static ProtoWriter tensor(DataType type, long... dims) {
    return new ProtoWriter().packed(DIMS, dims).varint(TYPE, type.code());
  }

  private double[] read(ProtoWriter tensor) throws OnnxFormatException {
    return reader.readTensor(tensor.toBytes()).toDoubles();
  }

  private void assertRefused(ProtoWriter tensor, String reason) {
    assertThatThrownBy(() -> read(tensor))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, ff, 255",
    "INT8, ff, -1",
    "UINT16, feff, 65534",
    "INT16, feff, -2",
    "INT32, 000000ff, -16777216",
    "UINT32, ffffffff, 4294967295",
    "INT64, feffffffffffffff, -2",
    "UINT64, ffffffffffffffff, 18446744073709551616",
    "UINT64, 0008000000000080, 9223372036854777856",
    "BOOL, 01, 1",
    "FLOAT16, 00c1, -2.5",
    "BFLOAT16, 20c0, -2.5",
    "FLOAT, 000020c0, -2.5",
    "DOUBLE, 9a9999999999b93f, 0.1"
  })
  void readTensor_rawData_isDecoded(DataType type, String hex, double expected) throws Exception {
    byte[] raw = HexFormat.of().parseHex(hex);

    assertThat(read(tensor(type, 1).bytes(RAW_DATA, raw))).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "UINT8, 5, 255, 255",
    "INT8, 5, -1, -1",
    "UINT16, 5, 65535, 65535",
    "INT16, 5, -3, -3",
    "INT32, 5, -4, -4",
    "BOOL, 5, 1, 1",
    "FLOAT16, 5, 49408, -2.5",
    "FLOAT16, 5, -16128, -2.5",
    "BFLOAT16, 5, 49184, -2.5",
    "INT64, 7, -5, -5",
    "UINT32, 11, 4294967295, 4294967295",
    "UINT64, 11, -1, 18446744073709551616"
  })
  void readTensor_integerField_isDecoded(DataType type, int field, long bits, double expected)
      throws Exception {
    assertThat(read(tensor(type, 1).packed(field, bits))).containsExactly(expected);
    assertThat(read(tensor(type, 1).varint(field, bits))).containsExactly(expected);
  }

  @Test
  void readTensor_floatAndDoubleFields_areDecoded() throws Exception {
    byte[] floats =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(-2).array();
    byte[] doubles = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1).array();

    assertThat(read(tensor(DataType.FLOAT, 2).bytes(FLOAT_DATA, floats))).containsExactly(1, -2);
    assertThat(read(tensor(DataType.FLOAT, 2).fixed(FLOAT_DATA, 1).fixed(FLOAT_DATA, -2)))
        .containsExactly(1, -2);
    assertThat(read(tensor(DataType.DOUBLE, 1).bytes(DOUBLE_DATA, doubles))).containsExactly(0.1);
  }

  @Test
  void readTensor_scalar_hasOneElement() throws Exception {
    assertThat(read(tensor(DataType.INT64).packed(INT64_DATA, 7))).containsExactly(7);
  }

  @Test
  void readTensor_dimensionZero_isEmpty() throws Exception {
    assertThat(read(tensor(DataType.FLOAT, 3, 0, 1L << 30))).isEmpty();
  }

  @Test
  void readTensor_typeThatIsNotDecoded_isKeptWithoutData() throws Exception {
    TensorProto tensor = reader.readTensor(tensor(DataType.STRING, 1).string(6, "a").toBytes());

    assertThat(tensor.isNumeric()).isFalse();
    assertThatThrownBy(tensor::toDoubles).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readTensor_wrongLength_isRefused() {
    assertRefused(tensor(DataType.FLOAT, 2).bytes(RAW_DATA, new byte[7]), "7 bytes of raw data");
    assertRefused(tensor(DataType.FLOAT, 2), "0 elements where the dimensions need 2");
    assertRefused(tensor(DataType.INT64, 2).packed(INT64_DATA, 1, 2, 3), "3 elements");
    assertRefused(tensor(DataType.FLOAT, 2).bytes(FLOAT_DATA, new byte[7]), "packed numbers");
  }

  @Test
  void readTensor_hugeDimensions_areRefusedBeforeAllocation() {
    assertRefused(tensor(DataType.FLOAT, 1L << 40), "a dimension of");
    assertRefused(tensor(DataType.FLOAT, -1), "a dimension of -1");
    assertRefused(
        tensor(DataType.FLOAT, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
        "elements");
    assertRefused(tensor(DataType.FLOAT, 1 << 28, 2), "elements");
    assertRefused(tensor(DataType.FLOAT, new long[17]), "dimensions");
  }

  @Test
  void readTensor_dataInTwoPlaces_isRefused() {
    assertRefused(
        tensor(DataType.FLOAT, 1).fixed(FLOAT_DATA, 1).bytes(RAW_DATA, new byte[4]), "two places");
    assertRefused(
        tensor(DataType.INT64, 2).packed(INT64_DATA, 1).packed(INT32_DATA, 1), "two fields");
  }

  @Test
  void readTensor_fieldOfAnotherType_isRefused() {
    assertRefused(tensor(DataType.FLOAT, 1).packed(INT64_DATA, 1), "data of type FLOAT");
    assertRefused(tensor(DataType.INT64, 1).packed(UINT64_DATA, 1), "data of type INT64");
  }

  @Test
  void readTensor_valueOutOfRange_isRefused() {
    assertRefused(tensor(DataType.INT8, 1).packed(INT32_DATA, 128), "out of range for INT8");
    assertRefused(tensor(DataType.BOOL, 1).packed(INT32_DATA, 2), "out of range for BOOL");
    assertRefused(tensor(DataType.UINT32, 1).packed(UINT64_DATA, -1), "out of range for UINT32");
  }

  @Test
  void readTensor_withoutOrWithUnknownType_isRefused() {
    assertRefused(new ProtoWriter().packed(DIMS, 1), "without a data type");
    assertRefused(new ProtoWriter().varint(TYPE, 99), "unknown data type 99");
  }

  @Test
  void readTensor_segments_areRefused() {
    assertRefused(tensor(DataType.FLOAT, 1).message(3, segment -> {}), "segments");
  }
}
