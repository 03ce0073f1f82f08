package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.poly.NaiveMle;
import io.zkml.core.poly.RandomElements;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verifier's formula against the table of all rows. */
class PublicColumnTest {

  private static final int MAX_LOG = 6;

  private static void assertExtension(PublicColumn column, int log, RandomElements random) {
    List<Ext3> point = random.point(log);
    assertThat(column.evaluate(point))
        .as("%s, %s over 2^%d", random, column, log)
        .isEqualTo(NaiveMle.of(x -> Ext3.of(column.row(x)), point));
    int from = random.below(1 << log);
    long[] rows = new long[(1 << log) - from];
    Arrays.fill(rows, -1);
    column.rows(from, rows.length, rows);
    for (int i = 0; i < rows.length; i++) {
      assertThat(rows[i]).as("%s from %d, %d", column, from, i).isEqualTo(column.row(from + i));
    }
  }

  @Test
  void affine_anyBaseAndStep_isTheExtensionOfItsRows() {
    for (int log = 0; log <= MAX_LOG; log++) {
      RandomElements random = new RandomElements(log);
      for (int i = 0; i < 20; i++) {
        PublicColumn column =
            new PublicColumn.Affine(random.signed(1L << 50), random.signed(1L << 50));
        assertExtension(column, log, random);
      }
      assertExtension(new PublicColumn.Affine(-5, 1), log, random);
      assertExtension(new PublicColumn.Affine(3, 0), log, random);
    }
    assertThat(new PublicColumn.Affine(-5, 2).row(1)).isEqualTo(Goldilocks.P - 3);
    assertThat(new PublicColumn.Affine(-5, 2).row(4)).isEqualTo(3);
  }

  @Test
  void rowsBelow_everyBound_isTheExtensionOfItsRows() {
    for (int log = 0; log <= MAX_LOG; log++) {
      RandomElements random = new RandomElements(100 + log);
      for (int bound = 0; bound <= 1 << log; bound++) {
        PublicColumn column = new PublicColumn.RowsBelow(bound);
        assertExtension(column, log, random);
        assertThat(column.row(bound)).isZero();
        assertThat(bound == 0 || column.row(bound - 1) == 1).isTrue();
      }
    }
  }

  @Test
  void bits_everyWindow_areTheExtensionOfTheirRows() {
    for (int log = 1; log <= MAX_LOG; log++) {
      RandomElements random = new RandomElements(300 + log);
      for (int low = 0; low < log; low++) {
        for (int count = 1; low + count <= log; count++) {
          assertExtension(new PublicColumn.Bits(low, count), log, random);
        }
      }
    }
    assertThat(new PublicColumn.Bits(1, 2).row(0b10110)).isEqualTo(0b11);
    assertThatThrownBy(() -> new PublicColumn.Bits(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublicColumn.Bits(-1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublicColumn.Bits(20, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void and_everyWidth_isTheExtensionOfItsRows() {
    for (int bits = 1; 2 * bits <= MAX_LOG; bits++) {
      for (int log = 2 * bits; log <= MAX_LOG; log++) {
        assertExtension(new PublicColumn.And(bits), log, new RandomElements(400 + log));
      }
    }
    PublicColumn and = new PublicColumn.And(3);
    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 8; y++) {
        assertThat(and.row(8 * x + y)).isEqualTo(x & y);
      }
    }
    assertThatThrownBy(() -> new PublicColumn.And(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublicColumn.And(16)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clamp_everyCorner_isTheExtensionOfItsRows() {
    for (int log = 0; log <= 4; log++) {
      RandomElements random = new RandomElements(200 + log);
      int rows = 1 << log;
      for (int low = 0; low <= rows + 2; low++) {
        for (int high = low; high <= rows + 2; high++) {
          for (int base : new int[] {-7, 0, 9}) {
            assertExtension(new PublicColumn.Clamp(base, base + low, base + high), log, random);
          }
        }
      }
    }
  }

  @Test
  void clamp_rows_areTheClampedKeys() {
    PublicColumn column = new PublicColumn.Clamp(-4, -2, 1);
    long[] expected = {-2, -2, -2, -1, 0, 1, 1, 1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(column.row(i)).isEqualTo(Goldilocks.fromSigned(expected[i]));
    }
    assertThatThrownBy(() -> new PublicColumn.Clamp(0, -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PublicColumn.Clamp(0, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void realPositions_blocksOfAnyShape_isTheExtensionOfItsRows() {
    for (int seed = 0; seed < 60; seed++) {
      RandomElements random = new RandomElements(300 + seed);
      int a = random.below(3);
      int b = random.below(3);
      PublicColumn.Box first = new PublicColumn.Box(0, List.of(extent(random, a)));
      PublicColumn.Box second =
          new PublicColumn.Box(8, List.of(extent(random, 1), extent(random, b), extent(random, 0)));
      PublicColumn column = new PublicColumn.RealPositions(List.of(second, first));
      assertExtension(column, 4 + random.below(2), random);
    }
  }

  private static PublicColumn.Extent extent(RandomElements random, int log) {
    return new PublicColumn.Extent(log, 1 + random.below(1 << log));
  }

  @Test
  void realPositions_rows_areTheRealOnes() {
    PublicColumn column =
        new PublicColumn.RealPositions(
            List.of(
                new PublicColumn.Box(
                    8, List.of(new PublicColumn.Extent(1, 2), new PublicColumn.Extent(2, 3)))));
    for (int row = 0; row < 32; row++) {
      boolean real = row >= 8 && row < 16 && row % 4 < 3;
      assertThat(column.row(row)).as("row %d", row).isEqualTo(real ? 1 : 0);
    }
  }

  @Test
  void linear_blocksOfAnyShape_isTheExtensionOfItsRows() {
    for (int seed = 0; seed < 60; seed++) {
      RandomElements random = new RandomElements(500 + seed);
      List<PublicColumn.Extent> axes =
          List.of(extent(random, 1), extent(random, random.below(3)), extent(random, 0));
      PublicColumn.Part first =
          new PublicColumn.Part(
              new PublicColumn.Box(8, axes), random.signed(1L << 50), strides(random, 3));
      PublicColumn.Part second =
          new PublicColumn.Part(
              new PublicColumn.Box(3, List.of()), random.signed(1L << 50), List.of());
      PublicColumn.Part third =
          new PublicColumn.Part(
              new PublicColumn.Box(4, List.of(extent(random, 2))), 0, strides(random, 1));
      PublicColumn column = new PublicColumn.Linear(List.of(first, second, third));
      assertExtension(column, 4 + random.below(2), random);
    }
  }

  private static List<Long> strides(RandomElements random, int n) {
    return Stream.generate(() -> random.signed(1L << 50)).limit(n).toList();
  }

  @Test
  void linear_rows_areBasePlusStrides() {
    PublicColumn.Box box =
        new PublicColumn.Box(
            8, List.of(new PublicColumn.Extent(1, 2), new PublicColumn.Extent(2, 3)));
    PublicColumn column =
        new PublicColumn.Linear(List.of(new PublicColumn.Part(box, 100, List.of(-10L, 1L))));
    long[] expected = {100, 101, 102, 0, 90, 91, 92, 0};
    for (int row = 0; row < 32; row++) {
      boolean inside = row >= 8 && row < 16;
      assertThat(column.row(row)).isEqualTo(inside ? expected[row - 8] : 0);
    }
    assertThatThrownBy(() -> new PublicColumn.Part(box, 0, List.of(1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void box_notAlignedOrTooLarge_throws() {
    List<PublicColumn.Extent> axes =
        List.of(new PublicColumn.Extent(1, 2), new PublicColumn.Extent(2, 3));
    for (long row : new long[] {4, 1, -8, Long.MIN_VALUE}) {
      assertThatThrownBy(() -> new PublicColumn.Box(row, axes))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int[] wrong : new int[][] {{-1, 1}, {31, 1}, {2, 0}, {2, 5}, {2, -1}, {32, 1}}) {
      assertThatThrownBy(() -> new PublicColumn.Extent(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    PublicColumn.Extent wide = new PublicColumn.Extent(20, 5);
    assertThatThrownBy(() -> new PublicColumn.Box(0, List.of(wide, wide)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
