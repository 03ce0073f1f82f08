package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.chip.WitnessSearch.Cell;
import io.zkml.vm.chip.WitnessSearch.Cell.Bit;
import io.zkml.vm.chip.WitnessSearch.Cell.Looked;
import io.zkml.vm.chip.WitnessSearch.Cell.Solved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There is one witness for small virtual values, or none: found by trying all cells that a range
 * table of 16 values leaves. {@link WitnessSearch} says why nothing is missed. Virtual values go
 * beyond what the ledger allows, and there too nothing false is provable.
 */
class SecondWitnessTest {

  private static final int BITS = 4;
  private static final long[] NONE = {};

  /** The result's signed value in the one row that exists, or nothing. */
  private static long[] only(WitnessSearch search, long... row) {
    List<long[]> rows = search.rows(row);
    assertThat(rows).as("%s", Arrays.toString(row)).hasSizeLessThan(2);
    return rows.stream().mapToLong(r -> Goldilocks.toSigned(r[0])).toArray();
  }

  @ParameterizedTest
  @CsvSource({"-8, 7", "0, 15", "-15, 0", "-3, 2", "0, 0"})
  void copy_ranged_hasOneWitness(long min, long max) {
    Chip chip = CopyChip.ranged(min, max);
    // Candidates from the lookup, so that the equation is one of the things that are tested.
    WitnessSearch search = new WitnessSearch(chip, BITS, List.of(new Looked(0, "not below")));
    for (long x = -40; x <= 40; x++) {
      boolean fits = x >= min && x <= max;
      assertThat(only(search, 0, x)).isEqualTo(fits ? new long[] {x} : NONE);
    }
  }

  @Test
  void copyAndProduct_haveOneWitness() {
    WitnessSearch copy = new WitnessSearch(CopyChip.exact(), BITS, List.of(new Solved(0, "copy")));
    WitnessSearch product =
        new WitnessSearch(MultiplyChip.chip(), BITS, List.of(new Solved(0, "product")));
    for (long x = -20; x <= 20; x++) {
      assertThat(only(copy, 0, x)).containsExactly(x);
      for (long y = -20; y <= 20; y++) {
        assertThat(only(product, 0, x, y)).containsExactly(x * y);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void positive_anyInteger_hasOneWitness(int limbs) {
    List<Cell> cells = new ArrayList<>(List.of(new Bit(0), new Solved(1, "t")));
    if (limbs == 2) {
      cells.add(new Looked(3, "sign, limb 1"));
    }
    WitnessSearch search = new WitnessSearch(PositiveChip.chip(limbs, BITS), BITS, cells);
    long range = 1L << (limbs * BITS);
    for (long x = -range - 40; x <= range + 40; x++) {
      long[] row = new long[2 + limbs];
      row[2] = x;
      // Beyond the ledger's bound a positive x passes by one more, and beyond that nothing does.
      boolean fits = x > -range && x <= range;
      assertThat(only(search, row)).isEqualTo(fits ? new long[] {x > 0 ? 1 : 0} : NONE);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, false", "4, true", "5, false", "6, true"})
  void extreme_ofFewElements_hasOneWitness(int elements, boolean least) {
    Chip chip = least ? MaxChip.least(elements) : MaxChip.chip(elements);
    List<Cell> cells = new ArrayList<>();
    cells.add(new Looked(0, least ? "m not above x0" : "m not below x0"));
    for (int h = 0; h < MaxChip.helpers(elements); h++) {
      cells.add(new Solved(1 + h, "t" + h));
    }
    WitnessSearch search = new WitnessSearch(chip, BITS, cells);
    SplittableRandom random = new SplittableRandom(elements);
    for (int i = 0; i < 300; i++) {
      long[] row = new long[chip.columns().size()];
      // Short ranges have ties; long ones are wider than the range table now and then.
      long[] x = random.longs(elements, -i % 11, 1 + i % 11).toArray();
      System.arraycopy(x, 0, row, MaxChip.element(elements, 0), elements);
      long low = Arrays.stream(x).min().orElseThrow();
      long high = Arrays.stream(x).max().orElseThrow();
      boolean fits = high - low < 1 << BITS;
      assertThat(only(search, row)).isEqualTo(fits ? new long[] {least ? low : high} : NONE);
    }
  }

  @Test
  void divide_oneLimb_hasOneWitness() {
    // Both from their lookups, so that the equation is one of the things that are tested.
    List<Cell> cells = List.of(new Looked(0, "q not below"), new Looked(1, "r not negative"));
    WitnessSearch search = new WitnessSearch(DivideChip.chip(-8, 7, 1, BITS), BITS, cells);
    for (long d = -3; d <= 18; d++) {
      for (long a = -25; a <= 25; a += d > 8 ? 3 : 1) {
        quotient(search, a, d, 16, 1);
      }
    }
  }

  @Test
  void divide_twoLimbs_hasOneWitness() {
    List<Cell> cells =
        List.of(
            new Looked(0, "q not below"),
            new Solved(1, "a = q d + r"),
            new Looked(5, "r not negative, limb 1"),
            new Looked(6, "r below d, limb 1"));
    WitnessSearch search = new WitnessSearch(DivideChip.chip(-3, 3, 2, BITS), BITS, cells);
    for (long d : new long[] {-1, 0, 1, 2, 16, 17, 100, 255, 256, 257}) {
      for (long a : new long[] {-3 * d, -d - 1, -1, 0, 1, d - 1, d, 2 * d + 1, 4 * d - 1, 4 * d}) {
        quotient(search, a, d, 256, 2);
      }
    }
  }

  private static void quotient(WitnessSearch search, long a, long d, long range, int limbs) {
    long[] row = new long[3 + 2 * limbs];
    row[2] = a;
    row[3] = d;
    row[4] = 1;
    long low = limbs == 1 ? -8 : -3;
    long high = limbs == 1 ? 7 : 3;
    long q = d < 1 ? 0 : Math.floorDiv(a, d);
    long r = d < 1 ? 0 : Math.floorMod(a, d);
    // A divisor beyond the range is provable where its remainder is far enough from both ends.
    boolean fits = d >= 1 && r < range && d - 1 - r < range && q >= low && q <= high;
    assertThat(only(search, row)).as("%s / %s", a, d).isEqualTo(fits ? new long[] {q} : NONE);
    search.rows(row).forEach(found -> assertThat(Goldilocks.toSigned(found[1])).isEqualTo(r));
  }

  @Test
  void divide_padding_isZero() {
    List<Cell> cells = List.of(new Looked(0, "q not below"), new Looked(1, "r not negative"));
    WitnessSearch search = new WitnessSearch(DivideChip.chip(-8, 7, 1, BITS), BITS, cells);
    assertThat(search.rows(0, 0, 0, 0, 0)).containsExactly(new long[5]);
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, false", "4, true", "5, false"})
  void oneHot_anyFibre_hasOneWitness(int length, boolean least) {
    SplittableRandom random = new SplittableRandom(length);
    for (int i = 0; i < 200; i++) {
      int padding = i % 3;
      long[] x = new long[length + padding];
      for (int k = 0; k < length; k++) {
        x[k] = random.nextLong(-i % 9, 1 + i % 9);
      }
      List<long[]> found = oneHots(x, length, least);
      long low = Arrays.stream(x, 0, length).min().orElseThrow();
      long high = Arrays.stream(x, 0, length).max().orElseThrow();
      long[] expected = new long[x.length];
      int first = 0;
      while (x[first] != (least ? low : high)) {
        first++;
      }
      expected[first] = 1;
      if (high - low < 1 << BITS) {
        assertThat(found).as("%s", Arrays.toString(x)).containsExactly(expected);
      } else {
        assertThat(found).as("%s", Arrays.toString(x)).isSubsetOf(List.of(expected));
      }
    }
  }

  /** All bits of a fibre whose rows are valid, with the virtual columns that follow from them. */
  private static List<long[]> oneHots(long[] x, int length, boolean least) {
    WitnessSearch rules = new WitnessSearch(OneHotMaxChip.chip(least), BITS, List.of());
    List<long[]> out = new ArrayList<>();
    for (int choice = 0; choice < 1 << x.length; choice++) {
      long[] e = new long[x.length];
      for (int k = 0; k < e.length; k++) {
        e[k] = choice >> k & 1;
      }
      if (isValid(rules, e, x, length)) {
        out.add(e);
      }
    }
    return out;
  }

  private static boolean isValid(WitnessSearch rules, long[] e, long[] x, int length) {
    long chosen = Arrays.stream(e).sum();
    long m = 0;
    for (int k = 0; k < e.length; k++) {
      m += e[k] * x[k];
    }
    long reached = 0;
    for (int k = 0; k < e.length; k++) {
      reached += e[k];
      // Broadcasts and windows are 0 in padding.
      long[] row =
          k < length
              ? new long[] {e[k], x[k], chosen, m, reached, 1}
              : new long[] {e[k], 0, 0, 0, 0, 0};
      if (rules.rows(row).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
