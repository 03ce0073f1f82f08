package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.List;

/** The range table. */
class RangeTableTest extends ChipContract {

  @Override
  protected Chip chip() {
    return RangeTable.chip();
  }

  @Override
  protected List<ChipExample> examples() {
    TraceTable table =
        TraceTable.of(
            chip(), new long[] {2, 0, 1, 0, 0, 0, 0, 1}, new long[] {0, 1, 2, 3, 4, 5, 6, 7});
    return List.of(
        ChipExample.of("eight keys", table)
            .withMessages(
                BusMessage.of(RangeTable.BUS, 1, 0),
                BusMessage.of(RangeTable.BUS, 1, 7),
                BusMessage.of(RangeTable.BUS, 1, 0),
                BusMessage.of(RangeTable.BUS, 1, 2)));
  }

  @Override
  protected String goldenDigest() {
    return "bab3db1b592963d2d06e845b3bf32692bc6af04f019ca37b4ac13076a5269dfd";
  }
}
