package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.List;

/** A table whose values the verifier computes. */
class ComputedTableTest extends ChipContract {

  private static final int ID = 5;

  @Override
  protected Chip chip() {
    return FunctionTable.computed(ID);
  }

  @Override
  protected List<ChipExample> examples() {
    TraceTable table =
        TraceTable.of(
            chip(), new long[] {1, 0, 0, 3}, new long[] {0, 1, 2, 3}, new long[] {7, 7, 8, 9});
    return List.of(
        ChipExample.of("four keys", table)
            .withMessages(
                BusMessage.of(FunctionTable.BUS, 1, ID, 0, 7),
                BusMessage.of(FunctionTable.BUS, 3, ID, 3, 9)));
  }

  @Override
  protected String goldenDigest() {
    return "46c8bb584f910b444261125cb0630e18c2eb5a2c3b0bb257ea1243fa58909696";
  }
}
