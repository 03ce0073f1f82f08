package io.zkml.vm.riscv.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.chip.RangeTable;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How runs begin and end. */
class BoundaryChipsTest {

  private static long[] column(long... values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Goldilocks.fromSigned(values[i]);
    }
    return out;
  }

  /** A padding row that took part would take a word of the image away, or transfer a byte. */
  @Test
  void flags_inPadding_areZero() {
    for (Chip chip :
        List.of(BoundaryChips.RAM, new EcallReadChip(0).chip(), new EcallWriteChip().chip())) {
      List<String> names = chip.columns().stream().map(Chip.Column::name).toList();
      for (String flag : List.of("image", "some", "diagnostic")) {
        if (names.contains(flag)) {
          long[] row = new long[names.size()];
          row[names.indexOf(flag)] = 1;
          assertThat(TraceChecker.violations(chip, 0, row)).as(chip.name()).isNotEmpty();
        }
      }
    }
  }

  /** Two registers, one never accessed. */
  @Nested
  class RegistersTest extends ChipContract {
    @Override
    protected Chip chip() {
      return BoundaryChips.REGISTERS;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(chip(), column(1, 1), column(0, 1), column(0, 77), column(0, 9));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected String goldenDigest() {
      return "7a7207e8138e4a8534dde3aa7314f21301cb2d8195257a48eafd6c2de9fe856c";
    }
  }

  /** A short gap and a long one. */
  @Nested
  class RefreshTest extends ChipContract {
    @Override
    protected Chip chip() {
      return BoundaryChips.REFRESH;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1),
              column(5, 33),
              column(7, Integer.MAX_VALUE),
              column(3, 0),
              column(80003, 1 << 20),
              column(1, 15));
      return List.of(
          ChipRun.cancelled("run", table, RangeTable.BUS::equals)
              .withLookup(RangeTable.BUS, ChipRun::isKey));
    }

    @Override
    protected String goldenDigest() {
      return "1f0636547e507fad6b1aefd6cc4c5b72784e7deed121011d9992bf023f765025";
    }
  }

  /** Words of the image, one of them zero, and others, near and far. */
  @Nested
  class RamTest extends ChipContract {
    @Override
    protected Chip chip() {
      return BoundaryChips.RAM;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1, 1, 1),
              column(0, 5, 6, 1000000),
              column(-1, 0, 5, 6),
              column(1, 1, 0, 0),
              column(9, 0, 0, 0),
              column(9, 8, 7, 6),
              column(0, 1, 2, 3),
              column(0, 0, 0, 15));
      return List.of(
          ChipRun.cancelled("run", table, RangeTable.BUS::equals)
              .withLookup(RangeTable.BUS, ChipRun::isKey));
    }

    @Override
    protected String goldenDigest() {
      return "ec4c6564e577ebbc062e88c09c712a58118885daa1bb0821f03b83b439ebbfa4";
    }
  }

  /** A run that fails. */
  @Nested
  class EndsTest extends ChipContract {
    @Override
    protected Chip chip() {
      return BoundaryChips.ENDS;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table = TraceTable.of(chip(), column(65536), column(1), column(1000), column(77));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected List<long[]> paddingRows() {
      return List.of();
    }

    @Override
    protected String goldenDigest() {
      return "3b52db572000594a68407c70a651897c8e60341c55ce20aa7315f093691451c4";
    }
  }

  /** Two bytes. */
  @Nested
  class OutputTest extends ChipContract {
    @Override
    protected Chip chip() {
      return BoundaryChips.OUTPUT;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table = TraceTable.of(chip(), column(1, 1), column(0, 1), column(255, 0));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected String goldenDigest() {
      return "8828bc2b8a71c89662cef8a3a9e2dc8184fe679e498f68927c78f3051162b986";
    }
  }
}
