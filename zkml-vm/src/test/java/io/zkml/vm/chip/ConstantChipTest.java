package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.FreeCell;
import io.zkml.testkit.Survivor;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Constants of one limb and of several, of windows that limbs fill and of others, and tables. */
class ConstantChipTest {

  private static final int BITS = 4;
  private static final OptionalLong NONE = OptionalLong.empty();

  private static boolean isKey(long v) {
    return Long.compareUnsigned(v, 1L << BITS) < 0;
  }

  /** The rows of signed entries with their limbs. */
  private static TraceTable table(
      long min, long max, OptionalLong atZero, long[] x, long[] real, long[] zero) {
    long[][] limbs = ConstantChip.columns(x, real, min, max, BITS);
    int fixed = atZero.isPresent() ? 3 : 2;
    long[][] columns = new long[fixed + limbs.length][];
    columns[0] = Arrays.stream(x).map(Goldilocks::fromSigned).toArray();
    columns[1] = real;
    if (atZero.isPresent()) {
      columns[2] = zero;
    }
    System.arraycopy(limbs, 0, columns, fixed, limbs.length);
    return TraceTable.of(ConstantChip.chip(min, max, atZero, BITS), columns);
  }

  /** These entries, the first of them at zero, then a row of padding. */
  private static ChipExample example(long min, long max, OptionalLong atZero, long... entries) {
    long[] x = Arrays.copyOf(entries, entries.length + 1);
    long[] real = new long[x.length];
    Arrays.fill(real, 0, entries.length, 1);
    long[] zero = new long[x.length];
    zero[0] = 1;
    return ChipExample.of(Arrays.toString(entries), table(min, max, atZero, x, real, zero))
        .withLookup(RangeTable.BUS, v -> isKey(v.getFirst()));
  }

  private static boolean accepts(long min, long max, long x, long real) {
    TraceTable t = table(min, max, NONE, new long[] {x}, new long[] {real}, new long[] {0});
    return TraceChecker.violations(t.chip(), 0, t.row(0)).isEmpty()
        && TraceChecker.messages(t.chip(), t.row(0)).stream()
            .map(BusMessage::values)
            .allMatch(v -> isKey(v.getFirst()));
  }

  @Test
  void rows_anyEntry_acceptExactlyTheWindow() {
    long[][] windows = {
      {-3, 9},
      {-8, 7},
      {0, 0},
      {-6, -6},
      {-128, 127},
      {-127, 127},
      {5, 300},
      {-(1L << 47), 1L << 48}
    };
    for (long[] w : windows) {
      for (long edge : w) {
        for (long x = edge - 40; x <= edge + 40; x++) {
          boolean inside = x >= w[0] && x <= w[1];
          assertThat(accepts(w[0], w[1], x, 1)).as("%s in %s", x, w[0]).isEqualTo(inside);
          assertThat(accepts(w[0], w[1], x, 0)).as("%s in padding", x).isEqualTo(x == 0);
        }
      }
    }
  }

  @Test
  void chip_windowThatLimbsFill_isCheckedOnce() {
    assertThat(ConstantChip.chip(-8, 7, NONE, BITS).interactions()).hasSize(1);
    assertThat(ConstantChip.chip(-8, 6, NONE, BITS).interactions()).hasSize(2);
    assertThat(ConstantChip.chip(-128, 127, NONE, BITS).interactions()).hasSize(2);
    assertThat(ConstantChip.chip(-127, 127, NONE, BITS).interactions()).hasSize(4);
    for (long max : new long[] {6, 7, 127, 128}) {
      assertThat(ConstantChip.chip(-8, max, NONE, BITS).interactions())
          .hasSize(ConstantChip.lookups(-8, max, BITS));
    }
  }

  @Test
  void chip_windowBeyondTheField_isRefused() {
    assertThatThrownBy(() -> ConstantChip.chip(0, 1L << 60, NONE, BITS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16 limbs");
  }

  @Test
  void rows_tableWithAnotherValueAtZero_violate() {
    long[] row = {6, 1, 1};
    Chip chip = ConstantChip.chip(-3, 9, OptionalLong.of(5), BITS);
    assertThat(TraceChecker.violations(chip, 0, row)).hasSize(1);
    row[0] = 5;
    assertThat(TraceChecker.violations(chip, 0, row)).isEmpty();
  }

  /** A real row's x is what is committed: within the window it may be anything. */
  private static List<FreeCell> choice(int zero) {
    return List.of(
        new FreeCell(
            "x",
            row -> row[1] == 1 && (zero == 0 || row[zero] == 0),
            "the constant, bound by the key's commitment"));
  }

  @Nested
  class NarrowTest extends ChipContract {
    @Override
    protected Chip chip() {
      return ConstantChip.chip(-3, 9, OptionalLong.of(5), BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(-3, 9, OptionalLong.of(5), 5, -3, 9, 0, 4));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return choice(2);
    }

    @Override
    protected List<Survivor> survivors() {
      return List.of(
          new Survivor(
              "constraint 'padding is zero'( dropped|, real as 1)",
              "both checks look up the cell and its negative in padding: only 0 passes"));
    }

    @Override
    protected String goldenDigest() {
      return "9b7256c560d411ef83b6bc2af65e51bff59af595ce69ea4100a701dc235ed8e4";
    }
  }

  @Nested
  class WideTest extends ChipContract {
    @Override
    protected Chip chip() {
      return ConstantChip.chip(-70, 90, NONE, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(-70, 90, NONE, -70, 90, 0, 1));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return choice(0);
    }

    @Override
    protected List<Survivor> survivors() {
      return List.of(
          new Survivor(
              "constraint 'padding is zero'( dropped|, real as 1)",
              "both checks look up the cell and its negative in padding: only 0 passes"));
    }

    @Override
    protected String goldenDigest() {
      return "ac3586c49b0027dd86b5627adf7bc6f24045ea29a051bca474600e2a73d503e2";
    }
  }
}
