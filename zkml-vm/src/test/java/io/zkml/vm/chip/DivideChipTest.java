package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.Survivor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Floor divisions. Columns: q, r, a, d, real, limbs of r, limbs of d - 1 - r. */
class DivideChipTest {

  private static final int BITS = 4;

  /** A row of a real position. */
  static long[] row(long a, long d, int limbs) {
    long q = Math.floorDiv(a, d);
    long r = Math.floorMod(a, d);
    long[][] committed =
        DivideChip.columns(new long[] {q}, new long[] {r}, new long[] {d}, limbs, BITS);
    long[] row = new long[5 + 2 * (limbs - 1)];
    row[0] = committed[0][0];
    row[1] = committed[1][0];
    row[2] = a;
    row[3] = d;
    row[4] = 1;
    for (int c = 2; c < committed.length; c++) {
      row[c + 3] = committed[c][0];
    }
    return row;
  }

  private static ChipExample padding(Chip chip) {
    return ChipRows.example("padding", chip, BITS, new long[chip.columns().size()]);
  }

  @Nested
  class OneLimbTest extends ChipContract {

    @Override
    protected Chip chip() {
      return DivideChip.chip(-8, 7, 1, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "edges",
              chip(),
              BITS,
              row(0, 1, 1),
              row(7, 1, 1),
              row(-8, 1, 1),
              row(-128, 16, 1),
              row(127, 16, 1),
              row(-1, 16, 1),
              row(-1, 2, 1),
              row(15, 16, 1),
              row(20, 3, 1)),
          padding(chip()));
    }

    @Override
    protected List<Survivor> survivors() {
      return List.of(
          new Survivor(
              "message 'q not (below|above)' (dropped|counted negatively)",
              "the window is as wide as the range table: one of the two says all, and which is open"));
    }

    @Override
    protected String goldenDigest() {
      return "874cbf2bdd0d9087d79783fbd77c80773e846ca8c6cfeba3fc7e3f3959961b14";
    }
  }

  /** A quotient of seven values and a remainder of 12 bits. */
  @Nested
  class ThreeLimbsTest extends ChipContract {

    @Override
    protected Chip chip() {
      return DivideChip.chip(-2, 4, 3, BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "edges",
              chip(),
              BITS,
              row(0, 4096, 3),
              row(4 * 4096 + 4095, 4096, 3),
              row(-2 * 4096, 4096, 3),
              row(-1, 4096, 3),
              row(4, 1, 3),
              row(1000, 257, 3),
              row(-300, 256, 3)),
          padding(chip()));
    }

    @Override
    protected String goldenDigest() {
      return "c54323e6f012117d9c7e3b93c9871c86e4fc83c1f956eed82f7893bd01733845";
    }
  }

  @Test
  void chip_otherParameters_differ() {
    Chip chip = DivideChip.chip(-2, 4, 3, BITS);
    assertThat(chip).isEqualTo(DivideChip.chip(-2, 4, 3, BITS));
    assertThat(chip)
        .isNotEqualTo(DivideChip.chip(-1, 4, 3, BITS))
        .isNotEqualTo(DivideChip.chip(-2, 5, 3, BITS))
        .isNotEqualTo(DivideChip.chip(-2, 4, 2, BITS))
        .isNotEqualTo(DivideChip.chip(-2, 4, 3, BITS + 1));
  }
}
