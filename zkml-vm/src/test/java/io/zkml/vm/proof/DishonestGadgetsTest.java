package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * False results of jobs of single entries, with all other cells, virtual columns and multiplicities
 * made to fit as far as they can be: nothing is accepted. The results are no outputs, whose bounds
 * the verifier checks itself.
 */
class DishonestGadgetsTest {

  private static final int LENGTH = 5;

  /** Three fibres with ties: of positive numbers, of negative ones, of zeros. */
  private static final long[] X = {5, -6, 5, 5, 0, -3, -1, -2, -1, -4, 0, 0, 0, 0, 0};

  private static final long[] D = {3, 2, 1, 2, 1, 1, 3, 2, 2, 1, 3, 2, 1, 2, 3};

  private final SmallGadgets gadgets =
      new SmallGadgets(padded(3, LENGTH), Storage.INPUT, 1, X.clone(), D.clone());
  private final MachineRun run = gadgets.run();
  private final ProvingKey key = run.key();

  /** A committed cell of a job of the layout 3 x 5, stored as 4 x 8. */
  private int cell(String chip, int column, int index) {
    return stored(chip, column, index / LENGTH * 8 + index % LENGTH);
  }

  private int stored(String chip, int column, int row) {
    Segment s =
        run.plan.segments().stream()
            .filter(x -> x.chip().name().startsWith(chip))
            .findFirst()
            .orElseThrow();
    return run.offset(s, column) + row;
  }

  private void claim(String chip, int column, int index, long value) {
    run.committed[cell(chip, column, index)] = Goldilocks.fromSigned(value);
  }

  private void rejected(String what) {
    run.refill();
    assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).as(what).isFalse();
    DishonestProverTest.rejected(run, key, run.statement(), what);
  }

  @Test
  void verify_truth_accepts() {
    claim("positive", 0, 0, 1);
    claim("divide", 0, 0, 2);
    run.refill();
    assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).isTrue();
    assertThat(
            DishonestProverTest.isRejected(key, run.statement(), run.prove(key, run.statement())))
        .isFalse();
  }

  // Signs of x + 1 = 6, -5, 0 and 1.
  @ParameterizedTest
  @CsvSource({"0, 6", "1, -5", "6, 0", "10, 1"})
  void verify_otherSign_rejects(int index, long source) {
    long bit = source > 0 ? 0 : 1;
    claim("positive", 0, index, bit);
    run.committed[cell("positive", 1, index)] = Goldilocks.fromSigned(bit * source);
    rejected("sign of " + source + " is " + bit);
  }

  /** The other bit, with a t that the lookup of 2t - x - b takes. */
  @ParameterizedTest
  @CsvSource({"0, 0, 3", "1, 1, 0", "6, 1, 1"})
  void verify_signWithAFalseProduct_rejects(int index, long bit, long t) {
    assertThat(2 * t - (X[index] + 1) - bit).isBetween(0L, 15L);
    claim("positive", 0, index, bit);
    run.committed[cell("positive", 1, index)] = t;
    rejected("t is no product");
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 29, -30, 0, 42})
  void verify_otherProduct_rejects(long product) {
    claim("multiply", 0, 0, product);
    rejected("5 6 = " + product);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 7, -5, 0})
  void verify_otherCopy_rejects(long copy) {
    claim("copy from -8 to 7", 0, 0, copy);
    rejected("copy of 6 is " + copy);
  }

  @ParameterizedTest
  @ValueSource(longs = {6, 4, -6})
  void verify_otherMinimum_rejects(long m) {
    // Of 5, 6, 6, 5.
    claim("min of 4", 0, 0, m);
    run.committed[cell("min of 4", 1, 0)] = Goldilocks.fromSigned((5 - m) * (6 - m));
    rejected("minimum " + m);
  }

  private void choose(int index, long e) {
    claim("one-hot maximum", 0, index, e);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "0, 3", "6, 8", "10, 11", "10, 14"})
  void verify_laterOfEqualMaxima_rejects(int first, int later) {
    choose(first, 0);
    choose(later, 1);
    rejected("entry " + later + " instead of " + first);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 4", "6, 5", "6, 7", "6, 9"})
  void verify_smallerEntry_rejects(int largest, int smaller) {
    choose(largest, 0);
    choose(smaller, 1);
    rejected("entry " + smaller + " instead of " + largest);
  }

  @ParameterizedTest
  @CsvSource({"0, 2", "6, 8", "10, 11", "0, 4"})
  void verify_twoChoices_rejects(int first, int second) {
    choose(second, 1);
    rejected("entries " + first + " and " + second);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 10})
  void verify_noChoice_rejects(int first) {
    choose(first, 0);
    rejected("no entry");
  }

  @Test
  void verify_choicesThatAddUpToOne_rejects() {
    choose(0, 2);
    choose(3, -1);
    rejected("2 - 1 = 1, and the sum is the maximum");
  }

  @Test
  void verify_choiceInPadding_rejects() {
    for (int row : new int[] {5, 7, 24, 31}) {
      MachineRun honest = gadgets.run();
      System.arraycopy(honest.committed, 0, run.committed, 0, honest.committed.length);
      run.committed[stored("one-hot maximum", 0, row)] = 1;
      rejected("row " + row);
    }
  }

  /** Padding is larger than a fibre of negative numbers. */
  @ParameterizedTest
  @CsvSource({"0, 5", "6, 13", "6, 15"})
  void verify_paddingInsteadOfTheMaximum_rejects(int first, int row) {
    choose(first, 0);
    run.committed[stored("one-hot maximum", 0, row)] = 1;
    rejected("row " + row);
  }

  private void divided(int index, long q, long r) {
    claim("divide", 0, index, q);
    claim("divide", 1, index, r);
  }

  /** 6 = 3 3 - 3, 6 = 1 3 + 3; -5 = -2 2 - 1, -5 = -4 2 + 3; 0 = 1 3 - 3, 0 = -1 3 + 3. */
  @ParameterizedTest
  @CsvSource({"0, 3, -3", "0, 1, 3", "1, -2, -1", "1, -4, 3", "6, 1, -3", "6, -1, 3"})
  void verify_quotientBesideTheFloor_rejects(int index, long q, long r) {
    assertThat(q * D[index] + r).isEqualTo(X[index] + 1);
    divided(index, q, r);
    rejected("quotient " + q + ", remainder " + r);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "1, 0", "6, 1", "6, 2"})
  void verify_otherRemainderWithAQuotientModuloP_rejects(int index, long r) {
    // (a - r) / d in the field.
    long numerator = Goldilocks.fromSigned(X[index] + 1 - r);
    long q = Goldilocks.mul(numerator, Goldilocks.inverse(D[index]));
    assertThat(Math.abs(Goldilocks.toSigned(q))).isGreaterThan(1L << 32);
    run.committed[cell("divide", 1, index)] = r;
    run.committed[cell("divide", 0, index)] = q;
    run.refill();
    assertThat(TraceChecker.violations(run.tables().get(divide()))).isEmpty();
    rejected("quotient modulo p");
  }

  private int divide() {
    int s = 0;
    while (!run.plan.segments().get(s).chip().name().startsWith("divide")) {
      s++;
    }
    return s;
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 5", "0, 31", "1, 31"})
  void verify_divisionInPadding_rejects(int column, int row) {
    run.committed[stored("divide", column, row)] = 1;
    rejected("column " + column + ", row " + row);
  }

  /** Divisors that trap an honest run: no quotient and remainder of them are accepted. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, -2})
  void verify_divisorThatIsNotPositive_rejects(long d) {
    for (long q : new long[] {-8, -1, 0, 1, 7}) {
      ProgramBuilder b = new ProgramBuilder(SmallGadgets.BITS);
      int a = b.input(padded(2), -8, 8, 3, 3);
      int by = b.input(padded(2), -8, 8, 2, 2);
      int quotient = b.stored(padded(2), -8, 7);
      int remainder = b.stored(padded(2), 0, 15);
      b.job(new Divide(quotient, remainder, a, by, -8, 7, 1));
      MachineRun lie = new MachineRun(b.build(), b.values());
      Segment s = lie.plan.segments().getFirst();
      lie.tensors.get(by)[1] = d;
      lie.committed[lie.offset(s, 0) + 1] = Goldilocks.fromSigned(q);
      lie.committed[lie.offset(s, 1) + 1] = Goldilocks.fromSigned(3 - q * d);
      lie.refill();
      assertThat(TraceChecker.violations(lie.tables().getFirst())).isEmpty();
      String what = "3 = " + q + " " + d + " + " + (3 - q * d);
      assertThat(TraceChecker.check(lie.tables(), List.of()).isClean()).as(what).isFalse();
      DishonestProverTest.rejected(lie, lie.key(), lie.statement(), what);
    }
  }

  /** A copy that is true and beyond its bounds. */
  @ParameterizedTest
  @ValueSource(longs = {-5, 4, 100, -100})
  void verify_copyOutOfItsBounds_rejects(long value) {
    ProgramBuilder b = new ProgramBuilder(SmallGadgets.BITS);
    int x = b.input(padded(2), -100, 100, 3, -4);
    int copy = b.stored(padded(2), -4, 3);
    MachineRun lie = new MachineRun(b.job(new Copy(copy, x, -4, 3, true)).build(), b.values());
    ProvingKey own = lie.key();
    lie.tensors.get(x)[1] = value;
    Segment s = lie.plan.segments().getFirst();
    lie.committed[lie.offset(s, 0) + 1] = Goldilocks.fromSigned(value);
    lie.refill();
    assertThat(TraceChecker.violations(lie.tables().getFirst())).isEmpty();
    assertThat(TraceChecker.check(lie.tables(), List.of()).isClean()).isFalse();
    DishonestProverTest.rejected(lie, own, lie.statement(), "copy " + value);
  }
}
