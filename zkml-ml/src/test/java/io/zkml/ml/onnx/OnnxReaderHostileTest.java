package io.zkml.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.ShapeInference;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged files: whatever happens, it is a typed error or a graph. */
class OnnxReaderHostileTest {
  /** In the models at hand the nodes come first, within about this many bytes. */
  private static final int STRUCTURE_BYTES = 12_000;

  private static void importModel(byte[] bytes, String what) {
    try {
      ModelProto model = new OnnxReader().read(bytes);
      ShapeInference.infer(GraphBuilder.of(model).build());
    } catch (OnnxFormatException | UnsupportedModelException e) {
      assertThat(e.getMessage()).isNotBlank();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      fail(what, e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2"})
  void read_truncatedModel_isRefused(String name) {
    byte[] bytes = TestModels.bytes(name);
    int structure = Math.min(bytes.length, STRUCTURE_BYTES);
    for (int length = 0; length < bytes.length; length += length < structure ? 61 : 9_973) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> new OnnxReader().read(truncated))
          .as("%s cut to %d bytes", name, length)
          .isInstanceOf(OnnxFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2"})
  void import_flippedBits_givesATypedErrorOrAGraph(String name) {
    byte[] original = TestModels.bytes(name);
    long seed = 20_250_101;
    Random random = new Random(seed);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = original.clone();
      int flips = 1 + random.nextInt(3);
      StringBuilder what = new StringBuilder(name + ", seed " + seed + ", round " + i + ", bits");
      for (int flip = 0; flip < flips; flip++) {
        int range = random.nextInt(5) == 0 ? bytes.length : STRUCTURE_BYTES;
        int bit = random.nextInt(Math.min(bytes.length, range) * 8);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        what.append(' ').append(bit);
      }
      importModel(bytes, what.toString());
    }
  }

  @Test
  void import_randomBytes_givesATypedError() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      importModel(bytes, "seed " + seed + ", round " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, Integer.MAX_VALUE, 0x8000_0000L, 0xffff_ffffL, Long.MAX_VALUE})
  void read_lengthBeyondTheEnd_isRefused(long length) {
    byte[] model = new ProtoWriter().announced(7, length).toBytes();
    byte[] tensor = new ProtoWriter().varint(2, 1).announced(9, length).toBytes();
    byte[] packed = new ProtoWriter().varint(2, 7).announced(7, length).toBytes();
    byte[] name = new ProtoWriter().announced(2, length).toBytes();

    assertThatThrownBy(() -> new OnnxReader().read(model)).isInstanceOf(OnnxFormatException.class);
    assertThatThrownBy(() -> new OnnxReader().read(name)).isInstanceOf(OnnxFormatException.class);
    assertThatThrownBy(() -> new OnnxReader().readTensor(tensor))
        .isInstanceOf(OnnxFormatException.class);
    assertThatThrownBy(() -> new OnnxReader().readTensor(packed))
        .isInstanceOf(OnnxFormatException.class);
  }

  @Test
  void read_lengthBeyondTheEnclosingMessage_isRefused() {
    byte[] bytes =
        new ProtoWriter()
            .message(7, graph -> graph.announced(2, 20))
            .string(6, "bytes of the model, not of the graph")
            .toBytes();

    assertThatThrownBy(() -> new OnnxReader().read(bytes))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("a length of 20 with 0 left");
  }

  @Test
  void read_groupWithoutBegin_isRefused() {
    byte[] endGroup = {(byte) (5 << 3 | 4)};
    byte[] endlessGroups = new byte[100_000];
    Arrays.fill(endlessGroups, (byte) (5 << 3 | 3));

    assertThatThrownBy(() -> new OnnxReader().read(endGroup))
        .isInstanceOf(OnnxFormatException.class);
    assertThatThrownBy(() -> new OnnxReader().read(endlessGroups))
        .isInstanceOf(OnnxFormatException.class);
  }
}
