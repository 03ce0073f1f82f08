package io.zkml.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

  private static final Path DATA = Path.of("..", "data");

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Inspect inspect = new Inspect(new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void run_withoutModel_inspectsLeNet() throws Exception {
    assertThat(inspect.run(DATA.toString(), folder.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("all of its 12 nodes can");
    assertThat(folder.resolve("inspect-fmnist_lenet5.html")).content().contains("<svg");
    assertThat(Files.readString(folder.resolve("inspect-fmnist_lenet5.json")))
        .startsWith("{\"provable\":true");
  }

  @Test
  void run_policyAndDimension_areUsed() throws Exception {
    String model = DATA.resolve("models/fmnist_mlp.onnx").toString();
    int status =
        inspect.run(
            DATA.toString(), folder.toString(), "--policy", "economy", "--dimension", "N=2", model);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Activations of 8 bits", "[2,1,28,28] -> [2,784]");
    assertThat(status).isZero();
  }

  @Test
  void run_unusableFiles_saysSo() throws Exception {
    Path bad = Files.write(folder.resolve("bad.onnx"), new byte[] {1, 2, 3});
    String data = DATA.toString();
    assertThat(inspect.run(data, folder.toString(), bad.toString())).isEqualTo(2);
    assertThat(inspect.run(data, folder.toString(), bad + ".none")).isEqualTo(2);
    assertThat(inspect.run(data, folder.toString(), "a.onnx", "b.onnx")).isEqualTo(2);
  }
}
