package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.benchmarks.model.Ladder;
import io.zkml.core.security.SecurityParameters;
import io.zkml.ml.KernelChoice;
import io.zkml.ml.graph.TensorShape;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  private static final Path DATA = Path.of("..", "data");

  @Test
  void parse_modelAlone_hasDefaults() throws Exception {
    Options options = Options.parse("fmnist_lenet5");

    assertThat(options.models()).containsExactly(Ladder.FMNIST_LENET5);
    assertThat(options.parameters()).isEqualTo(SecurityParameters.BALANCED_128);
    assertThat(options.runs()).isEqualTo(10);
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.kernels()).isEqualTo(KernelChoice.AUTO);
    assertThat(options.accuracy()).isZero();
    assertThat(options.json()).isNull();
    assertThat(options.heap()).isNull();
    assertThat(options.onnx()).isNull();
  }

  @Test
  void parse_everyOption_isRead() throws Exception {
    String line =
        "--json out.json --params fast100 --runs 3 --threads 1 --heap 512m --kernels scalar"
            + " --accuracy 100 dense_4m cnn_264k";
    Options options = Options.parse(line.split(" ", -1));

    assertThat(options.json()).isEqualTo(Path.of("out.json"));
    assertThat(options.parameters()).isEqualTo(SecurityParameters.FAST_100);
    assertThat(options.runs()).isEqualTo(3);
    assertThat(options.threads()).isEqualTo(1);
    assertThat(options.heap()).isEqualTo("512m");
    assertThat(options.kernels()).isEqualTo(KernelChoice.SCALAR);
    assertThat(options.accuracy()).isEqualTo(100);
    assertThat(options.models()).containsExactly(Ladder.DENSE_4M, Ladder.CNN_264K);
  }

  @Test
  void parse_ownModel_isRead(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("my.model.onnx"), "");
    String f = file.toString();
    Options options =
        Options.parse("--onnx", f, "--shape", "1,3,8,8", "--calibration", f, "--input", f);

    Options.OnnxModel model = options.onnx();
    assertThat(model).isNotNull();
    assertThat(model.name()).isEqualTo("my.model");
    assertThat(model.shape()).isEqualTo(TensorShape.of(1, 3, 8, 8));
    assertThat(model.input()).isEqualTo(file);
    assertThatThrownBy(() -> Options.parse("--onnx", f, "--input", f))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("go together");
  }

  @Test
  void parse_programs_haveTheirDefaults() throws Exception {
    Options options = Options.parse("riscv:sort:1000", "riscv:sha256:64");

    assertThat(options.guests())
        .containsExactly(
            new GuestRun.Sized(GuestRun.Guest.SORT, 1000),
            new GuestRun.Sized(GuestRun.Guest.SHA256, 64));
    assertThat(options.models()).isEmpty();
    assertThat(options.parameters()).isEqualTo(SecurityParameters.FAST_128);
    assertThat(options.runs()).isEqualTo(3);
    assertThat(Options.parse("--params", "small128", "riscv:sort:9").parameters())
        .isEqualTo(SecurityParameters.SMALL_128);
  }

  @Test
  void parse_ownProgram_isRead(@TempDir Path folder) throws Exception {
    Path elf = Files.writeString(folder.resolve("my.elf"), "");
    Path stdin = Files.writeString(folder.resolve("input"), "12");

    GuestRun guest =
        Options.parse("--elf", elf.toString(), "--stdin", stdin.toString()).guests().getFirst();

    assertThat(guest.name()).isEqualTo("my");
    assertThat(guest.elf(Path.of("data"))).isEqualTo(elf);
    assertThat(guest.input(DATA)).containsExactly('1', '2');
    assertThat(Options.parse("--elf", elf.toString()).guests().getFirst().input(DATA)).isEmpty();
  }

  @Test
  void parse_everyLadderModel_hasItsName() throws Exception {
    for (Ladder model : Ladder.values()) {
      assertThat(Options.parse(model.id()).models()).containsExactly(model);
      assertThat(Options.USAGE).contains(model.id());
    }
    assertThat(Options.parse("all").models()).containsExactly(Ladder.values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--runs 3; name models",
        "fmnist_lenet; no model fmnist_lenet",
        "--fast fmnist_mlp; no option --fast",
        "fmnist_mlp --runs; --runs needs a value",
        "--json --runs 3 fmnist_mlp; --json needs a value",
        "--runs 0 fmnist_mlp; --runs takes a number from 1",
        "--threads two fmnist_mlp; --threads takes a number",
        "--threads 99999999999 fmnist_mlp; --threads takes a number",
        "--heap lots fmnist_mlp; such as 512m",
        "--kernels simd fmnist_mlp; auto, scalar or vector",
        "--params strong fmnist_mlp; no parameter set strong",
        "--shape 1,0 fmnist_mlp; positive numbers",
        "--shape 1,9999999,9999999 fmnist_mlp; too many elements",
        "--onnx no/such/file.onnx; there is no file",
        "--shape 1,4; go together",
        "fmnist_mlp riscv:sort:9; name models",
        "riscv:sort; are named riscv:fibonacci:N",
        "riscv:sort:0; are named riscv:fibonacci:N",
        "riscv:quicksort:9; not riscv:quicksort:9",
        "guest:loan:3; not guest:loan:3",
        "guest:fibonacci:3; not guest:fibonacci:3",
        "guest:classify-many:1001; not guest:classify-many:1001",
        "guest:classify-many:0; not guest:classify-many:0",
        "--elf no/such.elf; there is no file",
        "--stdin pom.xml riscv:sort:9; goes with --elf"
      })
  void parse_wrongLine_saysWhy(String line, String reason) {
    assertThatThrownBy(() -> Options.parse(line.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(reason);
  }
}
