package io.zkml.benchmarks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {

  private static final TensorShape TWO = TensorShape.of(1, 2);

  @TempDir private Path folder;

  private Path npy(String shape, byte... data) throws Exception {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + "}\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x93);
    out.writeBytes("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[] {1, 0, (byte) header.length(), 0});
    out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(data);
    return Files.write(folder.resolve("array.npy"), out.toByteArray());
  }

  private Path idx(byte... data) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 8, 2, 0, 0, 0, (byte) (data.length / 2), 0, 0, 0, 2});
    out.writeBytes(data);
    return Files.write(folder.resolve("items"), out.toByteArray());
  }

  @Test
  void read_npy_isCutIntoInputs() throws Exception {
    Samples samples = SampleFiles.read(npy("(2, 2)", new byte[] {1, 2, 3, 4}), TWO);

    assertThat(samples.count()).isEqualTo(2);
    assertThat(samples.get(1)).isEqualTo(FloatTensor.of(TWO, 3, 4));
    assertThat(samples.label(1)).isEmpty();
  }

  @Test
  void read_idx_isDividedBy255() throws Exception {
    Samples samples = SampleFiles.read(idx((byte) 0, (byte) 255, (byte) 51, (byte) 0), TWO);

    assertThat(samples.count()).isEqualTo(2);
    assertThat(samples.get(1).data()).containsExactly(0.2, 0);
  }

  @Test
  void read_itemsThatDoNotFit_areRefusedWithTheFile() throws Exception {
    TensorShape three = TensorShape.of(1, 3);
    Path npy = npy("(4,)", new byte[] {1, 2, 3, 4});
    Path idx = idx(new byte[] {1, 2});

    assertThatThrownBy(() -> SampleFiles.read(npy, three))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("array.npy: an array of shape [4]");
    assertThatThrownBy(() -> SampleFiles.read(idx, three))
        .isInstanceOf(DatasetFormatException.class)
        .hasMessageContaining("1 items of 2 bytes");
  }
}
