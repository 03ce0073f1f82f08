package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.chip.RangeTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** What ties calls of models to the run and to memory. */
class ModelChipsTest {

  private static long[] column(long... values) {
    return Arrays.stream(values).map(Goldilocks::fromSigned).toArray();
  }

  /** Two calls. */
  @Nested
  class CallsTest extends ChipContract {
    @Override
    protected Chip chip() {
      return ModelChips.CALLS;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1),
              column(0, 3),
              column(65536, 4),
              column(80000, 0),
              column(9, 1000));
      return List.of(ChipRun.cancelled("calls", table, bus -> false));
    }

    @Override
    protected String goldenDigest() {
      return "a2e208cfe83cc737d38760f4970abf142880b11bb81608b22b6646b51e8594ae";
    }
  }

  /** Words of both signs, one of them read long before, the least and the largest. */
  @Nested
  class LoadTest extends ChipContract {
    @Override
    protected Chip chip() {
      return ModelChips.LOAD;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1, 1, 1),
              column(5, 6, 7, 90000),
              column(1 << 20, 1 << 20, 1 << 20, 77),
              column(7, -3, Integer.MIN_VALUE, Integer.MAX_VALUE),
              column(0, 1, 1, 0),
              column(3, (1 << 20) - 1, 0, 70),
              column(15, 0, 15, 0));
      return List.of(
          ChipRun.cancelled("words", table, RangeTable.BUS::equals)
              .withLookup(RangeTable.BUS, ChipRun::isKey));
    }

    @Override
    protected String goldenDigest() {
      return "1b45a49beeb532b959f74f30d75a00d549cbfb49a6d9e778bb1871635aef05ac";
    }
  }

  /** Words of both signs over others. */
  @Nested
  class StoreTest extends ChipContract {
    @Override
    protected Chip chip() {
      return ModelChips.STORE;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1, 1, 1),
              column(5, 6, 7, 90000),
              column(1 << 20, 1 << 20, 1 << 20, 77),
              column(7, -3, Integer.MIN_VALUE, Integer.MAX_VALUE),
              column(0, 1, 1, 0),
              column(0, 65535, 32768, 32767),
              column(0, 9, 0xffff_ffffL, 1),
              column(3, (1 << 20) - 1, 0, 70),
              column(15, 0, 15, 0));
      return List.of(
          ChipRun.cancelled("words", table, RangeTable.BUS::equals)
              .withLookup(RangeTable.BUS, ChipRun::isKey));
    }

    @Override
    protected String goldenDigest() {
      return "92fbd23767a702a754f9433a526201b6acf50654712cae3c6a706f512a3e9766";
    }
  }
}
