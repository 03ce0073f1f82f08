package io.zkml.ml.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalDataTest {
  @TempDir Path folder;
  private Path modelFolder;

  @BeforeEach
  void makeFiles() throws IOException {
    modelFolder = Files.createDirectory(folder.resolve("model"));
    Files.write(modelFolder.resolve("weights.bin"), new byte[] {1, 2, 3, 4, 5, 6});
    Files.write(folder.resolve("secret.bin"), new byte[] {9, 9});
  }

  private static byte[] model(int elements, String... entries) {
    return new ProtoWriter()
        .message(
            7,
            graph ->
                graph.message(
                    5,
                    tensor -> {
                      tensor.packed(1, elements).varint(2, DataType.UINT8.code()).varint(14, 1);
                      for (int i = 0; i < entries.length; i += 2) {
                        String key = entries[i];
                        String value = entries[i + 1];
                        tensor.message(13, entry -> entry.string(1, key).string(2, value));
                      }
                    }))
        .toBytes();
  }

  private double[] read(byte[] model) throws IOException, OnnxFormatException {
    Path file = Files.write(modelFolder.resolve("model.onnx"), model);
    return new OnnxReader().read(file).graph().initializers().getFirst().toDoubles();
  }

  private void assertRefused(byte[] model, String reason) {
    assertThatThrownBy(() -> read(model))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void read_fileInTheFolder_isUsed() throws Exception {
    assertThat(read(model(6, "location", "weights.bin"))).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read(model(2, "location", "weights.bin", "offset", "3", "length", "2")))
        .containsExactly(4, 5);
    assertThat(read(model(2, "location", "./weights.bin", "offset", "4"))).containsExactly(5, 6);
  }

  @Test
  void read_fileOutsideTheFolder_isRefused() throws Exception {
    Files.createSymbolicLink(modelFolder.resolve("link.bin"), folder.resolve("secret.bin"));

    assertRefused(model(2, "location", "../secret.bin"), "not a file in the model's folder");
    assertRefused(model(2, "location", "x/../../secret.bin"), "not a file in the model's folder");
    assertRefused(
        model(2, "location", folder.resolve("secret.bin").toString()), "not a relative path");
    assertRefused(model(2, "location", "..\\secret.bin"), "not a relative path");
    assertRefused(model(2, "location", "link.bin"), "leads out of the model's folder");
    assertRefused(model(2, "location", "a\0b"), "is not a path");
    assertRefused(model(2, "location", ""), "not a relative path");
    assertRefused(model(2, "location", "missing.bin"), "not a file in the model's folder");
    assertRefused(model(2), "not a relative path");
  }

  @Test
  void read_rangeBeyondTheFile_isRefused() {
    assertRefused(model(7, "location", "weights.bin"), "where 7 are needed");
    assertRefused(model(2, "location", "weights.bin", "offset", "5", "length", "2"), "offset 5");
    assertRefused(model(2, "location", "weights.bin", "offset", "7"), "offset 7");
    assertRefused(model(2, "location", "weights.bin", "offset", "-1"), "offset '-1'");
    assertRefused(
        model(2, "location", "weights.bin", "length", "9223372036854775807"), "with length");
  }

  @Test
  void read_fromMemory_isRefused() {
    assertThatThrownBy(() -> new OnnxReader().read(model(6, "location", "weights.bin")))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("not read from a file");
  }

  @Test
  void read_moreThanTheLimit_isRefused() throws Exception {
    Path file = Files.write(modelFolder.resolve("model.onnx"), model(6, "location", "weights.bin"));
    OnnxLimits limits = new OnnxLimits(1_000, 5, 2, 3, 3, 10, 100, 4, 100, 16);

    assertThatThrownBy(() -> new OnnxReader(limits).read(file))
        .isInstanceOf(OnnxFormatException.class)
        .hasMessageContaining("more than 5 bytes of external data");
  }
}
