package io.zkml.core.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.expr.ExprGraph;
import io.zkml.core.expr.ExprGraph.ColumnNode;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.field.Goldilocks;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChipTest {

  private static final Bus BUS = new Bus("bus", 3, 2);

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void section9Item17_busIdNotPositive_throws(int id) {
    assertThatThrownBy(() -> new Bus("b", id, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive id");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 32, 1000})
  void section9Item17_busWidthOutOfRange_throws(int width) {
    assertThatThrownBy(() -> new Bus("b", 1, width)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void section9Item17_messageOfAnotherWidth_throws() {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    Expr x = b.committed("x");
    assertThatThrownBy(() -> b.send("short", BUS, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values");
    assertThatThrownBy(() -> b.send("long", BUS, x, x, x))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void build_everyOperation_givesTheFormula() {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    Expr x = b.committed("x");
    Expr y = b.virtual("y");
    Expr z = b.publicColumn("z");
    b.zero("f", x.times(y).plus(z.times(3)).minus(y.negate()).plus(-7));
    b.interact("m", BUS, x.minus(b.constant(1)), y.plus(z), b.constant(-2));
    Chip chip = b.build();
    long[] row = {5, 11, 13};
    long[] node = chip.graph().evaluateRow(row);
    assertThat(node[chip.constraints().getFirst().node()]).isEqualTo(5 * 11 + 3 * 13 + 11 - 7);
    Interaction m = chip.interactions().getFirst();
    assertThat(node[m.numerator()]).isEqualTo(4);
    assertThat(node[m.values().get(0)]).isEqualTo(24);
    assertThat(node[m.values().get(1)]).isEqualTo(Goldilocks.P - 2);
    assertThat(chip.columns().stream().map(Chip.Column::kind))
        .containsExactly(ColumnKind.COMMITTED, ColumnKind.VIRTUAL, ColumnKind.PUBLIC);
  }

  @Test
  void build_equalExpressions_shareNodes() {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    Expr x = b.committed("x");
    b.zero("one", x.times(x).plus(1));
    b.zero("two", x.times(x).plus(1));
    b.send("m", BUS, x, x);
    Chip chip = b.build();
    assertThat(chip.constraints().get(0).node()).isEqualTo(chip.constraints().get(1).node());
    assertThat(chip.graph().nodes()).doesNotHaveDuplicates();
  }

  @Test
  void build_degreeThree_isAcceptedAndFourRefused() {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    Expr x = b.committed("x");
    b.send("m", BUS, x, x);
    b.zero("cube", x.times(x).times(x));
    assertThat(b.build().constraints()).hasSize(1);
    b.zero("fourth", x.times(x).times(x.times(x)));
    assertThatThrownBy(b::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fourth");
  }

  @Test
  void build_messageOrNumeratorNotAffine_throws() {
    ConstraintBuilder value = new ConstraintBuilder("chip");
    Expr x = value.committed("x");
    value.send("square", BUS, x, x.times(x));
    assertThatThrownBy(value::build).hasMessageContaining("square is not affine");
    ConstraintBuilder numerator = new ConstraintBuilder("chip");
    Expr y = numerator.committed("y");
    numerator.interact("weight", BUS, y.times(y), y, y);
    assertThatThrownBy(numerator::build).hasMessageContaining("weight is not affine");
  }

  @Test
  void build_noInteraction_isAChip() {
    ConstraintBuilder b = new ConstraintBuilder("chip");
    b.zero("c", b.committed("x"));
    assertThat(b.build().interactions()).isEmpty();
  }

  @Test
  void constructor_columnThatIsNotThere_throws() {
    ExprGraph graph = new ExprGraph(List.of(new ColumnNode(1), new ConstantNode(1)));
    Interaction m = new Interaction("m", new Bus("b", 1, 1), 1, List.of(0));
    List<Chip.Column> columns = List.of(new Chip.Column("x", ColumnKind.COMMITTED));
    assertThatThrownBy(() -> new Chip("chip", columns, graph, List.of(), List.of(m)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no column 1");
  }
}
