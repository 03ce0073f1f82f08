package io.zkml.core.logup;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Interaction;
import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogUpShapeTest {

  static LogUpShape.Table table(int logRows, int interactions, int width) {
    Bus bus = new Bus("bus", 1, width);
    Interaction i = new Interaction("i", bus, 0, Collections.nCopies(width, 0));
    return new LogUpShape.Table(logRows, Collections.nCopies(interactions, i));
  }

  @Test
  void offset_randomTables_areDisjointAlignedAndDecreasing() {
    for (int seed = 0; seed < 100; seed++) {
      RandomElements random = new RandomElements(seed);
      List<LogUpShape.Table> tables = new ArrayList<>();
      for (int n = 1 + random.below(5); n > 0; n--) {
        tables.add(table(random.below(6), 1 + random.below(4), 1));
      }
      LogUpShape shape = new LogUpShape(tables);
      assertThat(1L << shape.variables()).isGreaterThanOrEqualTo(shape.leaves());
      assertThat(shape.variables() == 0 ? 0 : 1L << (shape.variables() - 1))
          .isLessThan(shape.leaves());
      int[] owner = new int[Math.toIntExact(shape.leaves())];
      for (int t = 0; t < tables.size(); t++) {
        for (int i = 0; i < tables.get(t).interactions().size(); i++) {
          long size = 1L << tables.get(t).logRows();
          long from = shape.offset(t, i);
          assertThat(from % size).as("%s", random).isZero();
          for (long x = from; x < from + size; x++) {
            assertThat(owner[(int) x]).as("%s", random).isZero();
            owner[(int) x] = 1 + tables.get(t).logRows();
          }
        }
      }
      for (int x = 1; x < owner.length; x++) {
        assertThat(owner[x]).as("%s", random).isBetween(1, owner[x - 1]);
      }
    }
  }

  @Test
  void offset_ties_areInTableThenInteractionOrder() {
    LogUpShape shape = new LogUpShape(List.of(table(1, 2, 1), table(3, 1, 1), table(1, 1, 1)));
    assertThat(shape.offset(1, 0)).isZero();
    assertThat(shape.offset(0, 0)).isEqualTo(8);
    assertThat(shape.offset(0, 1)).isEqualTo(10);
    assertThat(shape.offset(2, 0)).isEqualTo(12);
    assertThat(shape.leaves()).isEqualTo(14);
    assertThat(shape.variables()).isEqualTo(4);
  }

  @Test
  void slotLog_everyWidth_holdsTheBusIdAndAllValues() {
    for (int width = 1; width <= 31; width++) {
      int slots = 1 << new LogUpShape(List.of(table(0, 1, width))).slotLog();
      assertThat(slots).as("width %d", width).isGreaterThanOrEqualTo(width + 1);
      assertThat(slots / 2).as("width %d", width).isLessThan(width + 1);
    }
    assertThat(new LogUpShape(List.of(table(0, 1, 1), table(0, 1, 4))).slotLog()).isEqualTo(3);
  }

  @Test
  void variables_moreLeavesThanAnIntCounts_areCounted() {
    // 5 blocks of 2^30 leaves: 2^30 modulo 2^32.
    assertThat(new LogUpShape(List.of(table(30, 5, 1))).variables()).isEqualTo(33);
    assertThat(new LogUpShape(List.of(table(30, 4, 1))).variables()).isEqualTo(32);
    assertThat(new LogUpShape(List.of(table(30, 4, 1), table(0, 1, 1))).variables()).isEqualTo(33);
    assertThat(new LogUpShape(List.of(table(30, 2, 1))).variables()).isEqualTo(31);
    assertThat(new LogUpShape(List.of(table(30, 3, 1))).variables()).isEqualTo(32);
  }

  @Test
  void variables_oneLeaf_areNone() {
    LogUpShape shape = new LogUpShape(List.of(table(0, 1, 1)));
    assertThat(shape.variables()).isZero();
    assertThat(shape.leaves()).isEqualTo(1);
  }

  /** Its constraints are checked at a suffix of the sum's point. */
  @Test
  void variables_tallTableWithoutMessages_areItsRowsAtLeast() {
    LogUpShape shape = new LogUpShape(List.of(table(5, 0, 1), table(1, 2, 1)));
    assertThat(shape.leaves()).isEqualTo(4);
    assertThat(shape.variables()).isEqualTo(5);
  }
}
