package io.zkml.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run-elf --prove} and {@code verify-run}, from the command line to the messages. */
class ProveElfTest {

  private static final String GUEST = "guests/fibonacci.elf";

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(output, true, US_ASCII));
    System.setErr(new PrintStream(messages, true, US_ASCII));
  }

  @AfterEach
  void release() {
    System.setOut(out);
    System.setErr(err);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int prove(String parameters, String elf, String input) throws IOException {
    String[] args = {
      "--prove", "--params", parameters, "--proof", file("p"), "--key", file("k"), elf
    };
    return RunElf.run(args, input.getBytes(US_ASCII));
  }

  private int verify(String... args) throws IOException {
    output.reset();
    messages.reset();
    return VerifyRun.run(args);
  }

  @Test
  void prove_aRun_isVerifiedFromItsFiles() throws IOException {
    assertThat(prove("fast128", GUEST, "20\n")).isZero();
    assertThat(output.toString(US_ASCII)).isEqualTo("6765\n");
    assertThat(messages.toString(US_ASCII)).contains("instructions: ", "proven in", "accepted in");

    assertThat(verify(file("k"), file("p"))).isZero();
    assertThat(output.toString(US_ASCII)).isEqualTo("6765\n");
    assertThat(messages.toString(US_ASCII)).contains("fast128", "accepted in", "exit code 0");

    assertThat(verify(file("k"), file("p"), "1")).isOne();
    assertThat(output.size()).isZero();
    assertThat(messages.toString(US_ASCII)).contains("rejected: ", "exit code 0, not 1");
  }

  /** Ordinary code and a model in one proof. */
  @Test
  void prove_aGuestWithAModel_isVerifiedFromItsFiles() throws IOException {
    String applicant = "24 3345 4 2 39 1 1 0 1 0 2 2 0 3 2 0 1 2 0 3";
    String[] args = {
      "--prove",
      "--model",
      "guests/credit.model",
      "--proof",
      file("p"),
      "--key",
      file("k"),
      "guests/loan.elf"
    };
    assertThat(RunElf.run(args, applicant.getBytes(US_ASCII))).isZero();
    assertThat(messages.toString(US_ASCII)).contains("model_call 1", "accepted in");
    assertThat(verify(file("k"), file("p"))).isZero();
    assertThat(output.toString(US_ASCII)).isEqualTo("R5\n");
  }

  @Test
  void prove_aModelThatIsNone_saysSo() throws IOException {
    String[] args = {"--model", "guests/loan.elf", "guests/loan.elf"};
    assertThat(RunElf.run(args, new byte[0])).isEqualTo(125);
    assertThat(messages.toString(US_ASCII)).contains("compiled model");
  }

  @Test
  void verify_wrongFiles_saysWhichAndWhy() throws IOException {
    assertThat(prove("fast128", GUEST, "3\n")).isZero();

    assertThat(verify(file("p"), file("k"))).isEqualTo(2);
    assertThat(messages.toString(US_ASCII)).contains(file("p") + " is no program key");
    assertThat(verify(file("k"), file("missing"))).isEqualTo(2);
    assertThat(messages.toString(US_ASCII)).contains("there is no file " + file("missing"));
    assertThat(verify(file("k"), file("k"))).isOne();
    assertThat(messages.toString(US_ASCII)).contains("no proof of a run");

    byte[] proof = Files.readAllBytes(folder.resolve("p"));
    proof[proof.length / 2] ^= 1;
    Files.write(folder.resolve("flipped"), proof);
    assertThat(verify(file("k"), file("flipped"))).isOne();
    assertThat(output.size()).isZero();
  }

  @Test
  void verify_keyForTests_isRefused() throws IOException {
    assertThat(prove("unsafe-test", "guests/sort.elf", "")).isOne();

    assertThat(messages.toString(US_ASCII)).contains("accepted in", "exit code 1");
    assertThat(verify(file("k"), file("p"), "1")).isEqualTo(2);
    assertThat(messages.toString(US_ASCII)).contains("prove nothing");
  }

  @Test
  void prove_noProgram_saysSo() throws IOException {
    assertThat(prove("fast128", "guests/sort.c", "")).isEqualTo(125);
    assertThat(messages.toString(US_ASCII)).contains("error: guests/sort.c: ");
    assertThat(prove("fast128", "guests/none.elf", "")).isEqualTo(125);
    assertThat(messages.toString(US_ASCII)).contains("there is no file guests/none.elf");
    assertThat(Files.exists(folder.resolve("p"))).isFalse();
  }

  @Test
  void parse_proveAlone_hasDefaults() {
    RunElfOptions options = RunElfOptions.parse("--prove", "some/where/sort.elf");

    assertThat(options.parameters()).isEqualTo(SecurityParameters.FAST_128);
    assertThat(options.proof()).isEqualTo(Path.of("sort.proof"));
    assertThat(options.key()).isEqualTo(Path.of("sort.key"));
    assertThat(options.meter()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--prove",
        "a.elf b.elf",
        "--prove --meter a.elf",
        "--params fast128 a.elf",
        "--prove --fast a.elf",
        "--prove --params strong a.elf",
        "--prove a.elf --key"
      })
  void parse_wrongLine_isRefused(String line) {
    assertThatThrownBy(() -> RunElfOptions.parse(line.split(" ", -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
