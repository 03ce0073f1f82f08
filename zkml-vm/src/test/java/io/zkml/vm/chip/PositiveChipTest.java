package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Signs of integers of one and of several limbs. Columns: b, t, x, limbs. */
class PositiveChipTest {

  private static final int BITS = 4;

  private static ChipExample example(int limbs, long... x) {
    long[] bits = Arrays.stream(x).map(v -> v > 0 ? 1 : 0).toArray();
    long[][] committed = PositiveChip.columns(bits, x, limbs, BITS);
    long[][] rows = new long[x.length][];
    for (int r = 0; r < x.length; r++) {
      rows[r] = new long[committed.length + 1];
      rows[r][0] = committed[0][r];
      rows[r][1] = committed[1][r];
      rows[r][2] = x[r];
      for (int c = 2; c < committed.length; c++) {
        rows[r][c + 1] = committed[c][r];
      }
    }
    return ChipRows.example("edges of " + limbs, PositiveChip.chip(limbs, BITS), BITS, rows);
  }

  @Nested
  class OneLimbTest extends ChipContract {

    @Override
    protected Chip chip() {
      return PositiveChip.chip(1, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(1, 0, 1, -1, 15, -15, 7));
    }

    @Override
    protected String goldenDigest() {
      return "69b3b2729ba709afa479dcd242c616dd77ce4fbcbdd8b9d05dc34f59d091681d";
    }
  }

  @Nested
  class ThreeLimbsTest extends ChipContract {

    @Override
    protected Chip chip() {
      return PositiveChip.chip(3, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example(3, 0, 1, -1, 16, -16, 17, -255, 256, 4095, -4095));
    }

    @Override
    protected String goldenDigest() {
      return "0eecf160ac501c43266708b8b70733646b2c6bf370f98243ef9d8f4719fe10ec";
    }
  }

  /** The widest check: 60 bits in limbs of 4. */
  @Nested
  class FifteenLimbsTest extends ChipContract {

    @Override
    protected Chip chip() {
      return PositiveChip.chip(15, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      long edge = (1L << 60) - 1;
      return List.of(example(15, 0, 1, -1, edge, -edge, 1L << 59));
    }

    @Override
    protected String goldenDigest() {
      return "dc67c129103e6e8c8991d8d1433586107bc4e1976b544e8149578750ba8d5f59";
    }
  }
}
