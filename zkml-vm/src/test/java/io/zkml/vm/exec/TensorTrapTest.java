package io.zkml.vm.exec;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.TensorTrapException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of single entries: their results by hand, and what they refuse. */
class TensorTrapTest {

  private static final int BITS = 4;

  private final ProgramBuilder b = new ProgramBuilder(BITS);

  private int input(long... data) {
    return b.input(padded(data.length), -1000, 1000, data);
  }

  private long[] run(int result) {
    return TensorExecutor.run(b.output(result).build(), b.values()).get(result);
  }

  private void traps(int result, String message) {
    assertThatThrownBy(() -> run(result))
        .isInstanceOf(TensorTrapException.class)
        .hasMessageContaining(message);
  }

  private int copy(long... data) {
    int x = input(data);
    int copy = b.stored(padded(data.length), -5, 10);
    b.job(new Copy(copy, x, -5, 10, true));
    return copy;
  }

  @Test
  void run_copyWithinItsBounds_isTheSource() {
    assertThat(run(copy(-5, 10, 0, 3))).containsExactly(-5, 10, 0, 3);
  }

  @ParameterizedTest
  @ValueSource(longs = {-6, 11, 1000, -1000})
  void run_copyOutOfBounds_traps(long x) {
    traps(copy(0, 3, x), "q1[2] = " + x + " is outside its bounds -5 to 10");
  }

  private Divide divide(long[] a, long[] d) {
    int dividend = input(a);
    int divisor = input(d);
    int q = b.stored(padded(a.length), -8, 7);
    int r = b.stored(padded(a.length), 0, 15);
    Divide job = new Divide(q, r, dividend, divisor, -8, 7, 1);
    b.job(job);
    return job;
  }

  @ParameterizedTest
  @CsvSource({
    "7, 2, 3, 1",
    "-7, 2, -4, 1",
    "-8, 2, -4, 0",
    "0, 1, 0, 0",
    "-1, 16, -1, 15",
    "127, 16, 7, 15",
    "-128, 16, -8, 0",
    "15, 16, 0, 15"
  })
  void run_division_roundsDown(long a, long d, long q, long r) {
    Divide job = divide(new long[] {a}, new long[] {d});
    assertThat(run(job.quotient())).containsExactly(q);
    assertThat(run(job.remainder())).containsExactly(r);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 17, 1000, -1000})
  void run_divisorOutOfRange_traps(long d) {
    Divide job = divide(new long[] {1, 1}, new long[] {1, d});
    traps(job.quotient(), "q2[1]: divisor " + d + " is not from 1 to 16");
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 8", "-9, 1, -9", "128, 16, 8", "-129, 16, -9"})
  void run_quotientOutOfBounds_traps(long a, long d, long q) {
    Divide job = divide(new long[] {1, a}, new long[] {1, d});
    traps(job.quotient(), "q2[1] = " + q + " is outside its bounds -8 to 7");
  }

  @Test
  void run_signs_zeroIsNotPositive() {
    int x = input(-1000, -1, 0, 1, 1000);
    int bits = b.stored(padded(5), 0, 1);
    b.job(Positive.of(bits, x, 1000, BITS));
    assertThat(run(bits)).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void run_products_areExact() {
    long edge = (1L << 31) - 1;
    int x = b.input(padded(3), -edge, edge, edge, -edge, 0);
    int y = b.input(padded(3), -edge, edge, edge, edge, -1);
    long bound = (1L << 62) - 1;
    int product = b.stored(padded(3), -bound, bound);
    b.job(new Multiply(product, x, y));
    assertThat(run(product)).containsExactly(edge * edge, -edge * edge, 0);
  }

  @Test
  void run_extremes_areOfEveryEntry() {
    int x = b.input(padded(3), -5, 5, 5, -5, 1);
    int y = b.input(padded(3), -5, 5, 4, -4, 1);
    int largest = b.stored(padded(3), -5, 5);
    int least = b.stored(padded(3), -5, 5);
    b.job(new Maximum(largest, List.of(x, y, x), false));
    b.job(new Maximum(least, List.of(y, x), true));
    assertThat(run(largest)).containsExactly(5, -4, 1);
    assertThat(run(least)).containsExactly(4, -5, 1);
  }

  @ParameterizedTest
  @CsvSource({"0, false, 1 0 1 0 1 0", "0, true, 1 1 1 0 0 0", "1, false, 1 0 0 1 0 0"})
  void run_oneHots_areTheFirstExtreme(int axis, boolean least, String expected) {
    int x = b.input(padded(2, 3), -7, 8, 3, 2, -7, 3, 3, -7);
    int oneHot = b.stored(padded(2, 3), 0, 1);
    b.job(new OneHotMax(oneHot, x, 2, axis, least, axis == 0 ? 2 : 3));
    long[] bits = Arrays.stream(expected.split(" ")).mapToLong(Long::parseLong).toArray();
    assertThat(run(oneHot)).containsExactly(bits);
  }
}
