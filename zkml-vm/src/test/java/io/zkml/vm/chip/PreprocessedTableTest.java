package io.zkml.vm.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceTable;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.FreeCell;
import java.util.List;

/** A table whose values are preprocessed. */
class PreprocessedTableTest extends ChipContract {

  private static final int ID = 6;

  @Override
  protected Chip chip() {
    return FunctionTable.preprocessed(ID);
  }

  @Override
  protected List<ChipExample> examples() {
    TraceTable table =
        TraceTable.of(
            chip(), new long[] {1, 0, 0, 3}, new long[] {7, 7, 8, 9}, new long[] {0, 1, 2, 3});
    return List.of(
        ChipExample.of("four keys", table)
            .withMessages(
                BusMessage.of(FunctionTable.BUS, 1, ID, 0, 7),
                BusMessage.of(FunctionTable.BUS, 3, ID, 3, 9)));
  }

  @Override
  protected List<FreeCell> freeCells() {
    return List.of(
        new FreeCell(
            "value",
            row -> row[FunctionTable.MULTIPLICITY] == 0,
            "preprocessed: the key fixes it; here nobody looks it up"));
  }

  @Override
  protected List<String> preprocessed() {
    return List.of("value");
  }

  @Override
  protected String goldenDigest() {
    return "4082b6e3594eb9d54f1f7c7eee1c8729224b65e1847d95bfaa3a0668583e6099";
  }
}
