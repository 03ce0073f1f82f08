package io.zkml.vm.riscv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowCutTest {

  private static List<Integer> logs(int rows, int cycles) {
    return RowCut.of(rows, cycles).stream().map(RowCut::log).toList();
  }

  @Test
  void of_chosenRows_cutsWhatSavesRows() {
    assertThat(logs(1, 1)).containsExactly(0);
    assertThat(logs(1 << 24, 1 << 24)).containsExactly(24);
    // Half of 2^11 and 2^9 are equally good with 512 rows more.
    assertThat(logs(1536, 2000)).containsExactly(11);
    assertThat(logs(1537, 2000)).containsExactly(11);
    assertThat(logs(4096 + 512, 6000)).containsExactly(12, 9);
    // 8192, 4096 and 4096 would have as many.
    assertThat(logs(15300, 1 << 20)).containsExactly(14);
    assertThat(logs((1 << 18) + 40000, 1 << 20)).containsExactly(18, 15, 13);
    assertThat(logs((1 << 18) + 50000, 1 << 24)).containsExactly(18, 16);
  }

  @Test
  void of_anyRows_fillsAllSegmentsButTheLast() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      int rows = 1 + random.nextInt(1 << (1 + random.nextInt(24)));
      List<RowCut> cuts = RowCut.of(rows, rows + random.nextInt(1 << 20));
      assertThat(cuts.size()).isBetween(1, RowCut.MAX_SEGMENTS);
      int sum = 0;
      for (int c = 0; c < cuts.size(); c++) {
        RowCut cut = cuts.get(c);
        boolean last = c == cuts.size() - 1;
        assertThat(cut.rows())
            .isBetween(last ? (1 << cut.log()) / 2 : 1 << cut.log(), 1 << cut.log());
        sum += cut.rows();
      }
      assertThat(sum).as("rows %s", rows).isEqualTo(rows);
    }
  }
}
