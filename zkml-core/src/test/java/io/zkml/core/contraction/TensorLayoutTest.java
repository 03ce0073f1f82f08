package io.zkml.core.contraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorLayoutTest {

  private static final int SEEDS = 60;

  private static TensorLayout layout(RandomElements random) {
    List<AxisLayout> axes = new ArrayList<>();
    for (int rank = random.below(4); rank > 0; rank--) {
      int length = 1 + random.below(12);
      axes.add(random.coin() ? AxisLayout.split(length) : AxisLayout.padded(length));
    }
    return new TensorLayout(axes);
  }

  @Test
  void block_everyNumber_isTheInverseOfPieces() {
    for (int seed = 0; seed < SEEDS; seed++) {
      TensorLayout layout = layout(new RandomElements(seed));
      for (int b = 0; b < layout.blocks(); b++) {
        assertThat(layout.block(layout.pieces(b))).isEqualTo(b);
      }
    }
  }

  @Test
  void scatter_everyEntry_liesWhereTheDefinitionSays() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomElements random = new RandomElements(seed);
      TensorLayout layout = layout(random);
      long[] logical = random.elements(layout.size());
      List<long[]> blocks = new ArrayList<>();
      for (int b = 0; b < layout.blocks(); b++) {
        long[] stored = new long[(1 << layout.blockLog(b)) + 3];
        layout.scatter(logical, b, stored, 2);
        blocks.add(stored);
      }
      int nonzero = 0;
      for (int at = 0; at < logical.length; at++) {
        int[] place = place(layout, at);
        assertThat(blocks.get(place[0])[2 + place[1]]).as("%s", random).isEqualTo(logical[at]);
        nonzero += logical[at] == 0 ? 0 : 1;
      }
      for (long[] stored : blocks) {
        for (long v : stored) {
          nonzero -= v == 0 ? 0 : 1;
        }
      }
      assertThat(nonzero).as("%s: padding", random).isZero();
    }
  }

  /** Block and entry in it of a row-major index, axis by axis. */
  private static int[] place(TensorLayout layout, int at) {
    int rank = layout.axes().size();
    int[] index = new int[rank];
    for (int i = rank - 1, rest = at; i >= 0; i--) {
      index[i] = rest % layout.axes().get(i).length();
      rest /= layout.axes().get(i).length();
    }
    int[] pieces = new int[rank];
    int entry = 0;
    for (int i = 0; i < rank; i++) {
      AxisLayout axis = layout.axes().get(i);
      while (index[i] >= axis.offset(pieces[i] + 1)) {
        pieces[i]++;
      }
      int size = 1 << axis.pieceLogs().get(pieces[i]);
      entry = entry * size + index[i] - axis.offset(pieces[i]);
    }
    return new int[] {layout.block(pieces), entry};
  }

  @Test
  void gather_afterScatter_isTheIdentity() {
    for (int seed = 0; seed < SEEDS; seed++) {
      RandomElements random = new RandomElements(seed);
      TensorLayout layout = layout(random);
      long[] logical = random.elements(layout.size());
      long[] back = new long[logical.length];
      for (int b = 0; b < layout.blocks(); b++) {
        long[] stored = new long[1 << layout.blockLog(b)];
        layout.scatter(logical, b, stored, 0);
        layout.gather(back, b, stored, 0);
      }
      assertThat(back).as("%s", random).isEqualTo(logical);
    }
  }

  @Test
  void scalar_noAxes_isOneBlockOfOneEntry() {
    TensorLayout scalar = new TensorLayout(List.of());
    assertThat(scalar.size()).isEqualTo(1);
    assertThat(scalar.blocks()).isEqualTo(1);
    assertThat(scalar.blockLog(0)).isZero();
    long[] stored = new long[1];
    scalar.scatter(new long[] {7}, 0, stored, 0);
    assertThat(stored).containsExactly(7);
  }

  @Test
  void constructor_tooManyEntries_throws() {
    AxisLayout wide = AxisLayout.padded(1 << 20);
    assertThatThrownBy(() -> new TensorLayout(List.of(wide, wide)))
        .isInstanceOf(IllegalArgumentException.class);
    AxisLayout many = AxisLayout.padded(AxisLayout.MAX_LENGTH);
    assertThatThrownBy(() -> new TensorLayout(List.of(many, many, many, many)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
