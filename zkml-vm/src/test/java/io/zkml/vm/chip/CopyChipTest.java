package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.Survivor;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Copies with and without bounds of their own. Columns: copy, source. */
class CopyChipTest {

  private static final int BITS = 4;

  @Nested
  class ExactTest extends ChipContract {

    @Override
    protected Chip chip() {
      return CopyChip.exact();
    }

    @Override
    protected List<ChipExample> examples() {
      long edge = (1L << 62) - 1;
      return List.of(
          ChipRows.example(
              "edges",
              chip(),
              BITS,
              new long[] {0, 0},
              new long[] {edge, edge},
              new long[] {-edge, -edge},
              new long[] {-1, -1}));
    }

    @Override
    protected String goldenDigest() {
      return "ec4483e27efc42e3adddaf45d47aa511b692ce7b71920677480e3f6c50c48672";
    }
  }

  /** Sixteen values, one below zero. */
  @Nested
  class RangedTest extends ChipContract {

    @Override
    protected Chip chip() {
      return CopyChip.ranged(-1, 14);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "edges",
              chip(),
              BITS,
              new long[] {-1, -1},
              new long[] {0, 0},
              new long[] {5, 5},
              new long[] {14, 14}));
    }

    @Override
    protected List<Survivor> survivors() {
      return List.of(
          new Survivor(
              "message 'not (below|above)' (dropped|counted negatively)",
              "the window is as wide as the range table: one of the two says all, and which is open"));
    }

    @Override
    protected String goldenDigest() {
      return "6a45be466416071123136f20f48267deea8f3805f6e825dc3af47514b1e5d590";
    }
  }

  /** Bounds narrower than the range table need both lookups. */
  @Nested
  class NarrowTest extends ChipContract {

    @Override
    protected Chip chip() {
      return CopyChip.ranged(-3, 2);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "edges",
              chip(),
              BITS,
              new long[] {-3, -3},
              new long[] {0, 0},
              new long[] {2, 2},
              new long[] {2, 2}));
    }

    @Override
    protected String goldenDigest() {
      return "68c1a67fc56288dca4e14ac2450f66536596f899ccd00fc67534ddffff71b342";
    }
  }

  @Test
  void chip_otherBounds_differ() {
    assertThat(CopyChip.ranged(-3, 2)).isEqualTo(CopyChip.ranged(-3, 2));
    assertThat(CopyChip.ranged(-3, 2))
        .isNotEqualTo(CopyChip.ranged(-3, 3))
        .isNotEqualTo(CopyChip.ranged(-2, 2))
        .isNotEqualTo(CopyChip.exact());
  }
}
