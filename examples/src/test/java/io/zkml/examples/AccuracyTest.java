package io.zkml.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyTest {

  private static final String DATA = Path.of("..", "data").toString();

  @TempDir private Path folder;

  @Test
  void run_shippedModel_writesPageAndJson() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Accuracy accuracy = new Accuracy(new PrintStream(out, true, StandardCharsets.UTF_8));
    int status =
        accuracy.run(
            DATA, folder.toString(), "--samples", "40", "--policy", "economy", "fmnist_mlp");
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Accuracy of fmnist_mlp on the first 40 Fashion-MNIST test images");
    assertThat(folder.resolve("accuracy-fmnist_mlp.html")).content().contains("<svg");
    assertThat(Files.readString(folder.resolve("accuracy-fmnist_mlp.json")))
        .contains("\"samples\":40");
  }

  @Test
  void run_unknownModelOrOption_isUnusable() throws Exception {
    Accuracy accuracy = new Accuracy(System.out);
    assertThat(accuracy.run(DATA, folder.toString(), "fmnist_nothing")).isEqualTo(2);
    assertThat(accuracy.run(DATA, folder.toString(), "--policy", "best")).isEqualTo(2);
    assertThat(accuracy.run(DATA, folder.toString(), "a.onnx", "b.npy")).isEqualTo(2);
  }

  @Test
  void parse_everyOption_isHeld() {
    ReportOptions options =
        ReportOptions.parse(
            folder,
            List.of("--dimension", "n=3", "f.onnx", "--dimension", "a=b=4", "--samples", "7"));
    assertThat(options.files()).containsExactly("f.onnx");
    assertThat(options.dimensions()).containsExactly("n=3", "a=b=4");
    assertThat(options.samples()).isEqualTo(7);
    assertThat(options.folder()).isEqualTo(folder);
    for (List<String> bad :
        List.of(
            List.of("--policy", "none"),
            List.of("--samples", "0"),
            List.of("--dimension", "n"),
            List.of("--huh"),
            List.of("--out"))) {
      assertThatThrownBy(() -> ReportOptions.parse(folder, bad))
          .as("%s", bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
