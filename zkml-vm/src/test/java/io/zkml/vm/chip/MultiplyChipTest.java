package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.List;

/** Products of two integers. Columns: product, left, right. */
class MultiplyChipTest extends ChipContract {

  @Override
  protected Chip chip() {
    return MultiplyChip.chip();
  }

  @Override
  protected List<ChipExample> examples() {
    long big = (1L << 31) - 1;
    return List.of(
        ChipRows.example(
            "signs and edges",
            chip(),
            4,
            new long[] {0, 0, 0},
            new long[] {0, 7, 0},
            new long[] {-6, -2, 3},
            new long[] {6, -2, -3},
            new long[] {big * big, -big, -big},
            new long[] {-big * big, big, -big}));
  }

  @Override
  protected String goldenDigest() {
    return "8b892442612e9bebb20550c81b089b96bd75f8464734654049a2fc20882aca1b";
  }
}
