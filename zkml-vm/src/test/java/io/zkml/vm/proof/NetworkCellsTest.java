package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Interaction;
import io.zkml.core.air.check.BusMessage;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.vm.chip.FunctionTable;
import io.zkml.vm.chip.RangeTable;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Every committed cell of whole networks, padding included, changed several ways: its row breaks a
 * constraint or looks up what is in no table, whatever the multiplicities. Virtual cells are those
 * of the honest run.
 */
class NetworkCellsTest {

  private final SplittableRandom random = new SplittableRandom(12);

  @Test
  void cells_ofConvolutionsResidualPoolAndDense_areBound() {
    check(SmallNetworks.mixed(1));
    check(SmallNetworks.mixed(2));
  }

  @Test
  void cells_ofEqualLayersAndStacks_areBound() {
    check(SmallNetworks.twins());
    check(SmallNetworks.paddedStack());
  }

  @Test
  void cells_ofLenetShape_areBound() {
    check(VectorBases.leNet(3));
  }

  @Test
  void cells_ofGadgets_areBound() {
    long[] x = {6, -6, 3, 3, 0, -1, 2, 5, -2, 1};
    long[] d = {3, 2, 1, 2, 1, 1, 3, 2, 2, 1};
    check(new SmallGadgets(padded(2, 5), Storage.INPUT, 1, x, d).withOutputs().run());
  }

  private void check(MachineRun run) {
    List<TraceTable> tables = run.tables();
    Set<List<Long>> held = held(run, tables);
    for (int t = 0; t < tables.size(); t++) {
      if (!MachineRun.isOwner(run.plan.segments().get(t))) {
        check(tables.get(t), held);
      }
    }
  }

  /** What the tables hold, the bus before the values. */
  private static Set<List<Long>> held(MachineRun run, List<TraceTable> tables) {
    Set<List<Long>> out = new HashSet<>();
    for (int t = 0; t < tables.size(); t++) {
      if (MachineRun.isOwner(run.plan.segments().get(t))) {
        TraceTable table = tables.get(t);
        for (int r = 0; r < table.rows(); r++) {
          TraceChecker.messages(table.chip(), table.row(r)).forEach(m -> out.add(key(m)));
        }
      }
    }
    return out;
  }

  private static List<Long> key(BusMessage m) {
    List<Long> out = new ArrayList<>();
    out.add((long) m.bus().id());
    out.addAll(m.values());
    return out;
  }

  private void check(TraceTable table, Set<List<Long>> held) {
    for (Interaction i : table.chip().interactions()) {
      assertThat(i.bus()).isIn(RangeTable.BUS, FunctionTable.BUS);
    }
    for (int r = 0; r < table.rows(); r++) {
      long[] row = table.row(r);
      assertThat(isValid(table, row, held)).isTrue();
      for (int c = 0; c < row.length; c++) {
        // In a fibre the other columns follow from the choice: DishonestGadgetsTest has fibres.
        boolean choice = table.chip().name().startsWith("one-hot");
        if (table.chip().columns().get(c).kind() == ColumnKind.COMMITTED && !choice) {
          for (long v : changes(table, c, row[c])) {
            long[] changed = row.clone();
            changed[c] = v;
            assertThat(isValid(table, changed, held))
                .as("%s.%s, row %s: %s", table.chip().name(), c, r, v)
                .isFalse();
          }
        }
      }
    }
  }

  private static boolean isValid(TraceTable table, long[] row, Set<List<Long>> held) {
    return TraceChecker.violations(table.chip(), 0, row).isEmpty()
        && TraceChecker.messages(table.chip(), row).stream().allMatch(m -> held.contains(key(m)));
  }

  private long[] changes(TraceTable table, int column, long v) {
    long[] other = table.columns().get(column);
    return LongStream.of(
            Goldilocks.add(v, 1),
            Goldilocks.sub(v, 1),
            Goldilocks.neg(v),
            Goldilocks.P - 1,
            0,
            other[random.nextInt(other.length)],
            random.nextLong() >>> 1)
        .distinct()
        .filter(changed -> changed != v)
        .toArray();
  }
}
