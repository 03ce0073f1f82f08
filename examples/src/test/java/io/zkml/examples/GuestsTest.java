package io.zkml.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.vm.riscv.elf.ElfReader;
import io.zkml.vm.riscv.exec.ExecutionResult;
import io.zkml.vm.riscv.exec.Machine;
import io.zkml.vm.riscv.exec.Meter;
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

  private static Machine machine(String guest) throws Exception {
    return new Machine(ElfReader.read(Files.readAllBytes(Path.of("guests", guest + ".elf"))));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
