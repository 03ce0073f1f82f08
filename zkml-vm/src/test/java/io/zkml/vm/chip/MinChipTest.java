package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Minima of k elements. Columns: m, helpers, elements. */
class MinChipTest {

  private static final int BITS = 4;

  private static ChipExample example(long[]... windows) {
    int elements = windows[0].length;
    long[] m =
        Arrays.stream(windows).mapToLong(w -> Arrays.stream(w).min().orElseThrow()).toArray();
    List<long[]> x = new ArrayList<>();
    for (int e = 0; e < elements; e++) {
      int element = e;
      x.add(Arrays.stream(windows).mapToLong(w -> w[element]).toArray());
    }
    List<long[]> columns = new ArrayList<>(List.of(MaxChip.columns(m, x, true)));
    columns.addAll(x);
    long[][] rows = new long[windows.length][columns.size()];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.size(); c++) {
        rows[r][c] = columns.get(c)[r];
      }
    }
    return ChipRows.example("windows", MaxChip.least(elements), BITS, rows);
  }

  @Nested
  class Of2Test extends ChipContract {

    @Override
    protected Chip chip() {
      return MaxChip.least(2);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          example(
              new long[] {0, 0},
              new long[] {-7, 8},
              new long[] {8, -7},
              new long[] {3, 3},
              new long[] {-2, -1}));
    }

    @Override
    protected String goldenDigest() {
      return "ad5ed4ee099205b9794f54a7b07d07eee2956e1715053cee087935f590b5136a";
    }
  }

  @Nested
  class Of5Test extends ChipContract {

    @Override
    protected Chip chip() {
      return MaxChip.least(5);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          example(
              new long[5],
              new long[] {-7, 8, 0, 1, 2},
              new long[] {8, 7, 6, 5, -7},
              new long[] {4, 3, 3, 9, 4},
              new long[] {-2, -1, -5, 1, 0}));
    }

    @Override
    protected String goldenDigest() {
      return "c81d7a156913155b0655ba74e045e79d8e152b6a735a6a094e92492bb972fc87";
    }
  }
}
