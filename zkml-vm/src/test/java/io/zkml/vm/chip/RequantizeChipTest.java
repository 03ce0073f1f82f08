package io.zkml.vm.chip;

import static io.zkml.vm.chip.RequantizeRows.BITS;
import static io.zkml.vm.chip.RequantizeRows.EDGES;
import static io.zkml.vm.chip.RequantizeRows.HALF;
import static io.zkml.vm.chip.RequantizeRows.example;
import static io.zkml.vm.chip.RequantizeRows.round;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Chip;
import io.zkml.core.field.Goldilocks;
import io.zkml.testkit.ChipContract;
import io.zkml.testkit.ChipExample;
import io.zkml.vm.tensor.Activation;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rounding with each kind of activation. */
class RequantizeChipTest {

  private static final int TABLE_ID = 3;

  /** A function of a table, which has one value for each key and no more. */
  private static ChipExample withFunction(ChipExample example, LongUnaryOperator f) {
    return example.withLookup(
        FunctionTable.BUS,
        v ->
            v.getFirst() == TABLE_ID
                && Long.compareUnsigned(v.get(1), 1L << BITS) < 0
                && v.get(2) == Goldilocks.fromSigned(f.applyAsLong(v.get(1) - HALF)));
  }

  @Nested
  class LinearTest extends ChipContract {

    @Override
    protected Chip chip() {
      return RequantizeChip.linear(BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      return List.of(example("edges", chip(), EDGES, x -> new long[] {round(x), x}));
    }

    @Override
    protected String goldenDigest() {
      return "6bebb6c08ada96bb86a445064bb9e93a21967e69cb03676884d835c9d16da599";
    }
  }

  @Nested
  class ReluTest extends ChipContract {

    @Override
    protected Chip chip() {
      return RequantizeChip.relu(BITS);
    }

    @Override
    protected List<ChipExample> examples() {
      long[] wide = {-248, -247, 247, 232, -233, 231, 0, -9};
      RequantizeRows.Row row = x -> new long[] {Math.max(0, round(x)), Math.max(0, -round(x)), x};
      return List.of(
          example("edges", chip(), EDGES, row), example("edges of the window", chip(), wide, row));
    }

    @Override
    protected String goldenDigest() {
      return "f4a9ed9ad5a7e57c65a2d5656bc8272ba34abac6fcdb6539d07af1614e175d4e";
    }
  }

  @Nested
  class ClampTest extends ChipContract {

    private final Activation.Clamp clamp = new Activation.Clamp(-2, 5);

    @Override
    protected Chip chip() {
      return RequantizeChip.table(BITS, TABLE_ID, 0);
    }

    private long apply(long q) {
      return Math.clamp(q, clamp.low(), clamp.high());
    }

    @Override
    protected List<ChipExample> examples() {
      ChipExample edges =
          example("edges", chip(), EDGES, x -> new long[] {apply(round(x)), round(x), x});
      return List.of(withFunction(edges, this::apply));
    }

    @Override
    protected String goldenDigest() {
      return "f56d66193b653725c3a6b2da6992435bf6d1bf0d18adde86e0c65224aed4ba29";
    }
  }

  @Nested
  class TableThroughZeroTest extends ChipContract {

    @Override
    protected Chip chip() {
      return RequantizeChip.table(BITS, TABLE_ID, 0);
    }

    @Override
    protected List<ChipExample> examples() {
      ChipExample edges =
          example("edges", chip(), EDGES, x -> new long[] {round(x) * 3, round(x), x});
      return List.of(withFunction(edges, q -> 3 * q));
    }

    @Override
    protected String goldenDigest() {
      return "f56d66193b653725c3a6b2da6992435bf6d1bf0d18adde86e0c65224aed4ba29";
    }
  }

  /** f(0) is not 0: real positions hold f(q'), padding holds 0. */
  @Nested
  class TableNotThroughZeroTest extends ChipContract {

    private static final long AT_ZERO = -6;

    @Override
    protected Chip chip() {
      return RequantizeChip.table(BITS, TABLE_ID, AT_ZERO);
    }

    private long apply(long q) {
      return q * q + AT_ZERO;
    }

    @Override
    protected List<ChipExample> examples() {
      ChipExample real =
          example("edges", chip(), EDGES, x -> new long[] {apply(round(x)), round(x), x, 1});
      ChipExample padding = example("padding", chip(), new long[2], x -> new long[] {0, 0, 0, 0});
      return List.of(withFunction(real, this::apply), withFunction(padding, this::apply));
    }

    @Override
    protected String goldenDigest() {
      return "bc340b0c6e879dbdc8f9094327423acdcac98817ff8e470f17af8080c3e43a70";
    }
  }

  @Test
  void chip_tablesOfOtherIds_differ() {
    assertThat(RequantizeChip.table(BITS, 1, 0)).isNotEqualTo(RequantizeChip.table(BITS, 2, 0));
    assertThat(RequantizeChip.table(BITS, 1, 0)).isEqualTo(RequantizeChip.table(BITS, 1, 0));
    assertThat(RequantizeChip.table(BITS, 1, 1)).isNotEqualTo(RequantizeChip.table(BITS, 1, 2));
  }

  @Test
  void buses_haveDifferentIds() {
    assertThat(FunctionTable.BUS.id()).isNotEqualTo(RangeTable.BUS.id()).isPositive();
    assertThat(RangeTable.BUS.id()).isPositive();
  }
}
