package io.zkml.vm.riscv.chip;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Text, image, bytes. */
class TableChipsTest {

  private static long[] column(long... values) {
    long[] out = new long[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Goldilocks.fromSigned(values[i]);
    }
    return out;
  }

  /** Two words of text. */
  @Nested
  class ProgramTest extends ChipContract {
    @Override
    protected Chip chip() {
      return TableChips.PROGRAM;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(),
              column(1, 1),
              column(100, 104),
              column(3, 7),
              column(1, 2),
              column(0, 3),
              column(4, 5),
              column(6, 7),
              column(2, 1));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected List<String> preprocessed() {
      return List.of("opcode", "rd", "rs1", "rs2", "imm");
    }

    @Override
    protected String goldenDigest() {
      return "e6f197d9dba23c382abe38c5a5a0664dd655098dfe636fdc816c2cfad7f599f2";
    }
  }

  /** Two words of the image. */
  @Nested
  class ImageTest extends ChipContract {
    @Override
    protected Chip chip() {
      return TableChips.IMAGE;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table = TraceTable.of(chip(), column(1, 1), column(100, 104), column(3, 7));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected List<String> preprocessed() {
      return List.of("index", "value");
    }

    @Override
    protected String goldenDigest() {
      return "8b3048bd1615f44586a21bcb3b91c5a0e911ed857e25c8fd03132df0af27b5a1";
    }
  }

  /** Three rows of the table. */
  @Nested
  class AndTest extends ChipContract {
    @Override
    protected Chip chip() {
      return TableChips.AND;
    }

    @Override
    protected List<ChipExample> examples() {
      TraceTable table =
          TraceTable.of(
              chip(), column(1, 3, 255), column(2, 2, 254), column(0, 2, 254), column(1, 2, 3));
      return List.of(ChipRun.cancelled("run", table, bus -> false));
    }

    @Override
    protected List<long[]> paddingRows() {
      return List.of();
    }

    @Override
    protected String goldenDigest() {
      return "f1b6e013151fa2312f4b22c5aa024b063eecc54d51aad12b6fa6b4b01c1fc527";
    }
  }
}
