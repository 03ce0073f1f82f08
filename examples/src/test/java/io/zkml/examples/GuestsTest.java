package io.zkml.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Limits;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.Meter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guests checked in give what Java gives. */
class GuestsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 47, 48, 1000})
  void fibonacci_anyIndex_isTheSumModulo32Bits(int n) throws Exception {
    int a = 0;
    int b = 1;
    for (int i = 0; i < n; i++) {
      int c = a + b;
      a = b;
      b = c;
    }
    ExecutionResult result = machine("fibonacci").execute(ascii(n + "\n"));
    assertThat(new String(result.output(), US_ASCII)).isEqualTo(Integer.toUnsignedString(a) + "\n");
    assertThat(result.exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void sort_anySize_givesSmallestMedianLargest(int n) throws Exception {
    long[] words = new long[n];
    int random = 7;
    for (int i = 0; i < n; i++) {
      random = random * 1664525 + 1013904223;
      words[i] = Integer.toUnsignedLong(random);
    }
    Arrays.sort(words);
    ExecutionResult result = machine("sort").execute(ascii(n + " 7"));
    assertThat(new String(result.output(), US_ASCII))
        .isEqualTo(words[0] + "\n" + words[n / 2] + "\n" + words[n - 1] + "\n");
  }

  @Test
  void sort_noSize_exitsWithOne() throws Exception {
    assertThat(machine("sort").execute(ascii("")).exitCode()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 55, 56, 63, 64, 65, 119, 120, 1000})
  void sha256_anyLength_isTheDigest(int length) throws Exception {
    byte[] input = new byte[length];
    for (int i = 0; i < length; i++) {
      input[i] = (byte) (31 * i + 5);
    }
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input));
    ExecutionResult result = machine("sha256").execute(input);
    assertThat(new String(result.output(), US_ASCII)).isEqualTo(digest + "\n");
  }

  @Test
  void report_ofAGuest_namesItsFunctions() throws Exception {
    Meter meter = machine("sha256").meter(ascii("abc"));
    assertThat(RunElf.report(meter))
        .contains("all instructions", "bitwise", "compress()", "main()");
  }

  /** Decisions by every rule; the score of the first three alone decides. */
  @Test
  void loan_applicants_areDecidedByModelAndRules() throws Exception {
    String good = "12 2121 4 2 30 2 1 1 1 0 4 0 0 1 2 0 1 2 1 2";
    assertThat(loan(good)).isEqualTo("A0\n");
    assertThat(loan("24 3345 4 2 39 1 1 0 1 0 2 2 0 3 2 0 1 2 0 3")).isEqualTo("R5\n");
    assertThat(loan("60 14000 4 4 20 1 1 0 1 0 1 10 0 0 0 0 3 0 0 0")).isEqualTo("D4\n");
    assertThat(loan(good.replace("2 30 2", "2 17 2"))).isEqualTo("D1\n");
    assertThat(loan(good.replaceFirst("12", "61"))).isEqualTo("D2\n");
    assertThat(loan(good.replaceFirst("2121", "15001"))).isEqualTo("R3\n");
    assertThat(guest("loan", "credit").execute(ascii("1 2 3 4 5 6 7 8 9 4")).exitCode()).isOne();
  }

  private static String loan(String applicant) throws Exception {
    return new String(guest("loan", "credit").execute(ascii(applicant)).output(), US_ASCII);
  }

  /** The classes that the model gives alone. */
  @Test
  void classifyMany_testImages_givesTheirHistogram() throws Exception {
    FashionMnist images = FashionMnist.load(Path.of("..", "data"));
    CompiledModel lenet = CompiledModel.load(Path.of("guests", "lenet.model"));
    int[] histogram = new int[10];
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    int count = 6;
    input.writeBytes(new byte[] {(byte) count, 0, 0, 0});
    for (int i = 0; i < count; i++) {
      FloatTensor image = images.image(i);
      for (int p = 0; p < image.size(); p++) {
        input.write((int) Math.round(image.get(p) * 255));
      }
      FloatTensor scores = lenet.run(image);
      int best = 0;
      for (int c = 1; c < histogram.length; c++) {
        best = scores.get(c) > scores.get(best) ? c : best;
      }
      histogram[best]++;
    }
    ExecutionResult result = guest("classify-many", "lenet").execute(input.toByteArray());
    assertThat(new String(result.output(), US_ASCII).lines().mapToInt(Integer::parseInt))
        .containsExactly(Arrays.stream(histogram).boxed().toArray(Integer[]::new));
  }

  private static Machine guest(String guest, String model) throws Exception {
    String[] line = {"--model", "guests/" + model + ".model", "guests/" + guest + ".elf"};
    return new Machine(RunElfOptions.parse(line).guest(), Limits.DEFAULT);
  }

  private static Machine machine(String guest) throws Exception {
    return new Machine(ElfReader.read(Files.readAllBytes(Path.of("guests", guest + ".elf"))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
