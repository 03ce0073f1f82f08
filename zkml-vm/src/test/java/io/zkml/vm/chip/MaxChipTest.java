package io.zkml.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.air.check.TraceTable;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.testkit.Survivor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Maxima of k elements. */
class MaxChipTest {

  private static final long RANGE = 16;
  private static final long LOW = -7;
  private static final int ROWS = 6;

  /** The contract for one number of elements. */
  abstract static class MaxOf extends ChipContract {

    private final int elements;

    MaxOf(int elements) {
      this.elements = elements;
    }

    @Override
    protected Chip chip() {
      return MaxChip.chip(elements);
    }

    @Override
    protected List<ChipExample> examples() {
      SplittableRandom random = new SplittableRandom(elements);
      List<long[]> rows = new ArrayList<>();
      for (int r = 0; r < ROWS; r++) {
        rows.add(random.longs(elements, LOW, LOW + RANGE).toArray());
      }
      rows.add(new long[elements]);
      long[] all = new long[elements];
      Arrays.fill(all, LOW);
      rows.add(all.clone());
      all[elements - 1] = LOW + RANGE - 1;
      rows.add(all);
      return List.of(
          ChipExample.of("windows", table(chip(), rows))
              .withLookup(RangeTable.BUS, v -> Long.compareUnsigned(v.getFirst(), RANGE) < 0));
    }
  }

  private static TraceTable table(Chip chip, List<long[]> rows) {
    int elements = rows.getFirst().length;
    List<long[]> columns = new ArrayList<>();
    for (int c = 0; c < chip.columns().size(); c++) {
      columns.add(new long[rows.size()]);
    }
    for (int r = 0; r < rows.size(); r++) {
      long[] x = Arrays.stream(rows.get(r)).map(Goldilocks::fromSigned).toArray();
      long m = Goldilocks.fromSigned(Arrays.stream(rows.get(r)).max().orElseThrow());
      long[] helpers = new long[MaxChip.helpers(elements)];
      MaxChip.fillHelpers(m, x, helpers);
      columns.get(MaxChip.RESULT)[r] = m;
      for (int h = 0; h < helpers.length; h++) {
        columns.get(1 + h)[r] = helpers[h];
      }
      for (int e = 0; e < elements; e++) {
        columns.get(MaxChip.element(elements, e))[r] = x[e];
      }
    }
    return new TraceTable(chip, columns);
  }

  @Nested
  class Of1Test extends MaxOf {
    Of1Test() {
      super(1);
    }

    @Override
    protected List<Survivor> survivors() {
      return List.of(
          new Survivor(
              "message 'm not below x0' (dropped|counted negatively)",
              "the maximum of one element is that element, by the constraint"));
    }

    @Override
    protected String goldenDigest() {
      return "ed1a37615e95278061e5073cdcb283fad1187c4d805ca1ed6af07b0fe218e114";
    }
  }

  @Nested
  class Of2Test extends MaxOf {
    Of2Test() {
      super(2);
    }

    @Override
    protected String goldenDigest() {
      return "72e7fe65912c41ecb1a57ee287daf73c2571ad71db87ebe2f2bf4566dd41eaf5";
    }
  }

  @Nested
  class Of3Test extends MaxOf {
    Of3Test() {
      super(3);
    }

    @Override
    protected String goldenDigest() {
      return "5fd388673c614f6bf9c3b2f16c454a5c811ad14df3ff95a5a84712263cef10a9";
    }
  }

  @Nested
  class Of4Test extends MaxOf {
    Of4Test() {
      super(4);
    }

    @Override
    protected String goldenDigest() {
      return "109ee9acfd9b5ffb44065cb4b7206860cac40c70f75ae8a2bea702419a158239";
    }
  }

  @Nested
  class Of5Test extends MaxOf {
    Of5Test() {
      super(5);
    }

    @Override
    protected String goldenDigest() {
      return "86ac2f0b73157a0d9eb1a952e740737c72a382a7aa1fd5c2aeab1b706b2813b1";
    }
  }

  @Nested
  class Of9Test extends MaxOf {
    Of9Test() {
      super(9);
    }

    @Override
    protected String goldenDigest() {
      return "11b97f811a79a42ca0f553e42a38697fdf872a4d09ec20ea74ac7f237d4ae06e";
    }
  }

  @Test
  void chip_upTo256Elements_usesEveryElementOnce() {
    for (int k = 1; k <= 256; k += k < 20 ? 1 : 59) {
      Chip chip = MaxChip.chip(k);
      assertThat(chip.columns()).hasSize(1 + MaxChip.helpers(k) + k);
      assertThat(chip.interactions()).hasSize(k);
      for (int largest = 0; largest < k; largest++) {
        long[] x = new long[k];
        x[largest] = 1;
        TraceTable honest = table(chip, List.of(x));
        assertThat(TraceChecker.violations(honest)).as("%s of %s", largest, k).isEmpty();
        long[] row = honest.row(0);
        row[MaxChip.element(k, largest)] = 0;
        // The helpers are those of an honest prover who claims 1 as maximum of zeros.
        long[] zeros = new long[k];
        long[] helpers = new long[MaxChip.helpers(k)];
        MaxChip.fillHelpers(1, zeros, helpers);
        System.arraycopy(helpers, 0, row, 1, helpers.length);
        assertThat(TraceChecker.violations(chip, 0, row)).hasSize(1);
      }
    }
  }
}
