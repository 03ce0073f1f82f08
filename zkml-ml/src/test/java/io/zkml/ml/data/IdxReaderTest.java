package io.zkml.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.TestModels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxReaderTest {
  private static byte[] idx(int magic, int[] dims, int... data) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dims.length + data.length).putInt(magic);
    for (int dim : dims) {
      buffer.putInt(dim);
    }
    for (int value : data) {
      buffer.put((byte) value);
    }
    return buffer.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static IdxArray read(byte[] bytes) throws IOException, DatasetFormatException {
    return new IdxReader(1_000).read(new ByteArrayInputStream(bytes));
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "fashion-mnist-test-200-images-idx3-ubyte.gz, 200, 784",
    "fashion-mnist-test-200-labels-idx1-ubyte.gz, 200, 1",
    "fashion-mnist-calibration-500-images-idx3-ubyte.gz, 500, 784"
  })
  void read_realFile_hasItsItems(String name, int count, int size) throws Exception {
    byte[] bytes = TestModels.resource("/data/" + name);
    IdxArray array = new IdxReader().read(new ByteArrayInputStream(bytes));

    assertThat(array.count()).isEqualTo(count);
    assertThat(array.itemSize()).isEqualTo(size);
  }

  @Test
  void read_plainAndCompressed_areTheSame(@TempDir Path folder) throws Exception {
    byte[] plain = idx(0x803, new int[] {2, 1, 2}, 0, 51, 255, 128);
    Path file = Files.write(folder.resolve("images.gz"), gzip(plain));

    for (IdxArray array : new IdxArray[] {read(plain), new IdxReader().read(file)}) {
      assertThat(array.shape()).isEqualTo(TensorShape.of(2, 1, 2));
      assertThat(array.item(0, 255)).isEqualTo(FloatTensor.of(TensorShape.of(1, 2), 0, 0.2));
      assertThat(array.get(1, 0)).isEqualTo(255);
      assertThatThrownBy(() -> array.item(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> array.label(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void read_labels_areNumbers() throws Exception {
    IdxArray labels = read(idx(0x801, new int[] {3}, 9, 0, 200));

    assertThat(labels.label(0)).isEqualTo(9);
    assertThat(labels.label(2)).isEqualTo(200);
  }

  @Test
  void read_damagedFile_isRefused() throws Exception {
    byte[] good = idx(0x801, new int[] {3}, 1, 2, 3);

    assertRefused(new byte[0], "damaged");
    assertRefused(Arrays.copyOf(good, 6), "damaged");
    assertRefused(Arrays.copyOf(good, good.length - 1), "needs exactly 3 bytes, there are 2");
    assertRefused(Arrays.copyOf(good, good.length + 1), "there are more");
    assertRefused(idx(0xd01, new int[] {1}, 0, 0, 0, 0), "magic number 0x00000d01");
    assertRefused(idx(0x800, new int[0]), "magic number");
    assertRefused(idx(0x809, new int[9]), "magic number");
    assertRefused(Arrays.copyOf(gzip(good), 20), "damaged");
    assertRefused(new byte[] {0x1f, (byte) 0x8b, 7, 7}, "damaged");
  }

  @Test
  void read_sizesBeyondTheLimit_areRefusedBeforeReading() {
    assertRefused(idx(0x801, new int[] {1_001}), "over the limit of 1000");
    assertRefused(idx(0x801, new int[] {-1}), "a dimension of 4294967295");
    int[] huge = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    assertRefused(idx(0x803, huge), "over the limit");
    byte[] announced = idx(0x801, new int[] {1 << 30}, 1);
    assertThatThrownBy(() -> new IdxReader().read(new ByteArrayInputStream(announced)))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("there are 1");
  }

  @Test
  void read_flippedBits_giveATypedErrorOrAnArray() throws Exception {
    byte[] good = gzip(idx(0x803, new int[] {2, 3, 3}, new int[18]));
    long seed = 1;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = good.clone();
      int bit = random.nextInt(bytes.length * 8);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(read(bytes).count()).isNotNegative();
      } catch (DatasetFormatException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, i).isNotBlank();
      }
    }
  }
}
