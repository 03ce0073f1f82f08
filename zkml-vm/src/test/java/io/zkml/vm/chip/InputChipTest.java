package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Committed inputs of narrow windows, of full ones and of windows without 0. */
class InputChipTest {

  private static final int BITS = 4;

  private static boolean isKey(long v) {
    return Long.compareUnsigned(v, 1L << BITS) < 0;
  }

  /** These entries, then a row of padding. */
  private static ChipExample example(Chip chip, long... entries) {
    long[] x = new long[entries.length + 1];
    long[] real = new long[x.length];
    for (int i = 0; i < entries.length; i++) {
      x[i] = Goldilocks.fromSigned(entries[i]);
      real[i] = 1;
    }
    return ChipExample.of(Arrays.toString(entries), TraceTable.of(chip, x, real))
        .withLookup(RangeTable.BUS, v -> isKey(v.getFirst()));
  }

  /** A real row's x is what is proven about: within the window it may be anything. */
  private static List<FreeCell> choice() {
    return List.of(new FreeCell("x", row -> row[1] == 1, "the input, bound by its digest"));
  }

  /** Whether a row satisfies the chip. */
  private static boolean accepts(Chip chip, long x, long real) {
    long[] row = {Goldilocks.fromSigned(x), real};
    return TraceChecker.violations(chip, 0, row).isEmpty()
        && TraceChecker.messages(chip, row).stream()
            .map(BusMessage::values)
            .allMatch(v -> isKey(v.getFirst()));
  }

  @Test
  void rows_anyEntry_acceptExactlyTheWindow() {
    for (long[] window :
        new long[][] {{-3, 9}, {-8, 7}, {2, 5}, {-6, -6}, {1L << 61, 3 + (1L << 61)}}) {
      Chip chip = InputChip.chip(window[0], window[1], BITS);
      for (long x = window[0] - 40; x <= window[1] + 40; x++) {
        boolean inside = x >= window[0] && x <= window[1];
        assertThat(accepts(chip, x, 1)).as("%s in %s", x, chip.name()).isEqualTo(inside);
        assertThat(accepts(chip, x, 0)).as("%s in padding", x).isEqualTo(x == 0);
      }
      assertThat(accepts(chip, 0, 0)).isTrue();
    }
  }

  @Test
  void chip_fullWindow_hasOneLookup() {
    assertThat(InputChip.chip(-8, 7, BITS).interactions()).hasSize(1);
    assertThat(InputChip.chip(-8, 6, BITS).interactions()).hasSize(2);
  }

  @Nested
  class NarrowTest extends ChipContract {
    @Override
    protected Chip chip() {
      return InputChip.chip(-3, 9, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(chip(), -3, 9, 0, 4));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return choice();
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
      return "e97b8363ee71dc9a33bc22ee36f1b2e75ed5e51b3bf187569b1573984c70fd47";
    }
  }

  @Nested
  class FullTest extends ChipContract {
    @Override
    protected Chip chip() {
      return InputChip.chip(-8, 7, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(chip(), -8, 7, 1));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return choice();
    }

    @Override
    protected String goldenDigest() {
      return "70136dfb0398caaa0800aeba37e58bc4ae10a5a898f4ba059555a92fca8a5480";
    }
  }
}
