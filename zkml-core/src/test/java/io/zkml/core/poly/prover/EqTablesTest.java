package io.zkml.core.poly.prover;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.RandomElements;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqTablesTest {

  private final FieldKernels kernels = Kernels.scalar();

  @Test
  void of_anyPoint_isTheDefinition() {
    for (int n = 0; n <= 7; n++) {
      RandomElements random = new RandomElements(n);
      List<Ext3> point = random.point(n);
      ExtVector table = EqTables.of(kernels, point);
      assertThat(table.length()).isEqualTo(1 << n);
      for (int x = 0; x < 1 << n; x++) {
        assertThat(table.get(x)).as("%s, %d", random, x).isEqualTo(NaiveMle.eq(x, point));
      }
    }
  }

  @Test
  void dropFirst_everyStep_isTheTableOfTheRest() {
    RandomElements random = new RandomElements(60);
    List<Ext3> point = random.point(5);
    ExtVector table = EqTables.of(kernels, point);
    for (int dropped = 1; dropped <= 5; dropped++) {
      int left = 1 << (5 - dropped);
      EqTables.dropFirst(kernels, table, left);
      for (int x = 0; x < left; x++) {
        assertThat(table.get(x))
            .as("%s, %d dropped", random, dropped)
            .isEqualTo(NaiveMle.eq(x, point.subList(dropped, 5)));
      }
    }
  }
}
