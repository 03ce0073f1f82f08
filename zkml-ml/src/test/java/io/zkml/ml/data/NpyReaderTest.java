package io.zkml.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {
  private static byte[] npy(int version, String header, byte... data) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer buffer =
        ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    buffer.put((byte) version).put((byte) 0);
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    buffer.put(text).put(data);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static String header(String type, String shape) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': %s, }     \n".formatted(type, shape);
  }

  private static FloatTensor read(byte[] bytes) throws IOException, DatasetFormatException {
    return new NpyReader(1_000).read(new ByteArrayInputStream(bytes));
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, 01, 1",
    "|i1, ff, -1",
    "|u1, ff, 255",
    "<i2, feff, -2",
    ">i2, fffe, -2",
    "<u2, feff, 65534",
    "<i4, feffffff, -2",
    "<u4, ffffffff, 4294967295",
    "<i8, feffffffffffffff, -2",
    "<u8, ffffffffffffffff, 18446744073709551616",
    "<f2, 00c1, -2.5",
    "<f4, 000020c0, -2.5",
    ">f4, c0200000, -2.5",
    "=f8, 9a9999999999b93f, 0.1"
  })
  void read_elementType_isDecoded(String type, String hex, double expected) throws Exception {
    assertThat(read(npy(1, header(type, "(1,)"), HexFormat.of().parseHex(hex))))
        .isEqualTo(FloatTensor.vector(expected));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void read_everyVersion_isUnderstood(int version, @TempDir Path folder) throws Exception {
    byte[] bytes = npy(version, header("|u1", "(2, 3)"), new byte[] {1, 2, 3, 4, 5, 6});
    Path file = Files.write(folder.resolve("array.npy"), bytes);

    assertThat(new NpyReader().read(file))
        .isEqualTo(FloatTensor.of(TensorShape.of(2, 3), 1, 2, 3, 4, 5, 6));
  }

  @Test
  void read_scalarAndEmpty_areArraysToo() throws Exception {
    assertThat(read(npy(1, header("|u1", "()"), (byte) 7))).isEqualTo(FloatTensor.scalar(7));
    assertThat(read(npy(1, header("|u1", "(0, 3L)"))).shape()).isEqualTo(TensorShape.of(0, 3));
  }

  @Test
  void read_damagedFile_isRefused() {
    byte[] good = npy(1, header("|u1", "(3,)"), new byte[] {1, 2, 3});

    assertRefused(new byte[0], "ends early");
    assertRefused(new byte[20], "not a NumPy array");
    assertRefused(Arrays.copyOf(good, 30), "ends in the header");
    assertRefused(Arrays.copyOf(good, good.length - 1), "needs exactly 3 bytes");
    assertRefused(Arrays.copyOf(good, good.length + 1), "needs exactly 3 bytes");
    assertRefused(npy(4, header("|u1", "(1,)"), (byte) 1), "format version");
    assertRefused(npy(1, "nothing"), "not a dictionary");
    assertRefused(npy(1, "{'descr' '|u1'}"), "can't be read");
    assertRefused(npy(1, "{'other': True}"), "the key 'other'");
    assertRefused(npy(1, "{'descr': '|u1', 'fortran_order': False}"), "no shape");
    assertRefused(npy(1, "{'fortran_order': False, 'shape': ()}"), "no element type");
    assertRefused(npy(1, header("|u1", "(1 2)")), "the shape can't be read");
    assertRefused(npy(1, header("|u1", "(" + "1,".repeat(33) + ")")), "the shape can't be read");
  }

  @Test
  void read_formsThatAreNotSupported_areRefused() {
    String fortran = "{'descr': '<f4', 'fortran_order': True, 'shape': (1,)}";

    assertRefused(npy(1, fortran, new byte[4]), "fortran_order");
    assertRefused(npy(1, header("|O", "(1,)")), "elements of type 'O'");
    assertRefused(npy(1, header("<c8", "(1,)")), "elements of type 'c8'");
  }

  @Test
  void read_sizesBeyondTheLimit_areRefusedBeforeReading() {
    assertRefused(npy(1, header("<f8", "(126,)")), "over the limit of 1000");
    assertRefused(npy(1, header("|u1", "(2147483648,)")), "a dimension of 2147483648");
    assertRefused(npy(1, header("|u1", "(2147483647, 2147483647, 2147483647)")), "over the limit");
    byte[] longHeader = npy(2, "");
    ByteBuffer.wrap(longHeader).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 1 << 30);
    assertRefused(longHeader, "a header of 1073741824 bytes");
  }

  @Test
  void read_flippedBits_giveATypedErrorOrATensor() throws Exception {
    byte[] good = npy(1, header("<f4", "(2, 3)"), new byte[24]);
    long seed = 2;
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      int bit = random.nextInt(bytes.length * 8);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(read(bytes).size()).isNotNegative();
      } catch (DatasetFormatException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotBlank();
      }
    }
  }
}
