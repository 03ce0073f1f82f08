package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.ConstraintViolation;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.FreeCell;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows of fibres. Columns: e, x, chosen, m, reached, real. Virtual columns are inputs of a row, so
 * an e that is another bit is noticed only where they follow from it: SecondWitnessTest looks at
 * whole fibres.
 */
class OneHotMaxChipTest {

  private static final int BITS = 4;
  private static final int REAL = 5;

  private static List<FreeCell> otherBits() {
    return List.of(
        new FreeCell(
            "e", row -> row[REAL] == 1, "in a fibre chosen, m and reached follow from it"));
  }

  @Nested
  class MaximumTest extends ChipContract {

    @Override
    protected Chip chip() {
      return OneHotMaxChip.chip(false);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "3, 8, -7, 8 and padding",
              chip(),
              BITS,
              new long[] {0, 3, 1, 8, 0, 1},
              new long[] {1, 8, 1, 8, 1, 1},
              new long[] {0, -7, 1, 8, 1, 1},
              new long[] {0, 8, 1, 8, 1, 1},
              new long[] {0, 0, 0, 0, 0, 0}),
          ChipRows.example("one entry", chip(), BITS, new long[] {1, -5, 1, -5, 1, 1}));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return otherBits();
    }

    @Override
    protected String goldenDigest() {
      return "80df35ac7430a8e863747eed91c225e067b8855265b44cd5c29c700b47423d8e";
    }
  }

  @Nested
  class MinimumTest extends ChipContract {

    @Override
    protected Chip chip() {
      return OneHotMaxChip.chip(true);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(
          ChipRows.example(
              "8, -7, 3, -7 and padding",
              chip(),
              BITS,
              new long[] {0, 8, 1, -7, 0, 1},
              new long[] {1, -7, 1, -7, 1, 1},
              new long[] {0, 3, 1, -7, 1, 1},
              new long[] {0, -7, 1, -7, 1, 1},
              new long[] {0, 0, 0, 0, 0, 0}));
    }

    @Override
    protected List<FreeCell> freeCells() {
      return otherBits();
    }

    @Override
    protected String goldenDigest() {
      return "fb0708977378cefdfaa156d41c5c49c08cfee6ef62917fb92be2a706fc717ccd";
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, -1, 1L << 61})
  void row_choiceThatIsNoBit_breaksItsConstraint(long e) {
    Chip chip = OneHotMaxChip.chip(false);
    long[] row = ChipRows.table(chip, new long[] {e, 8, 1, 8, 1, 1}).row(0);
    assertThat(TraceChecker.violations(chip, 0, row))
        .extracting(ConstraintViolation::toString)
        .singleElement()
        .asString()
        .contains("e is boolean");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 2, -1})
  void row_otherNumberOfChoices_breaksItsConstraint(long chosen) {
    Chip chip = OneHotMaxChip.chip(false);
    long[] row = ChipRows.table(chip, new long[] {1, 8, chosen, 8, 1, 1}).row(0);
    assertThat(TraceChecker.violations(chip, 0, row))
        .extracting(ConstraintViolation::toString)
        .singleElement()
        .asString()
        .contains("one is chosen");
  }
}
