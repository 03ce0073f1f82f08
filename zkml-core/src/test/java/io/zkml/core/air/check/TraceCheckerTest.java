package io.zkml.core.air.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.field.Goldilocks;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceCheckerTest {

  private static final Bus SQUARES = new Bus("squares", 3, 2);
  private static final Chip USER = user();
  private static final Chip OWNER = owner();

  @Test
  void check_honestTables_isClean() {
    TraceTable user = TraceTable.of(USER, new long[] {2, 3, 3, 0}, new long[] {4, 9, 9, 0});
    TraceTable owner =
        TraceTable.of(
            OWNER, new long[] {0, 1, 2, 3}, new long[] {0, 1, 4, 9}, new long[] {1, 0, 1, 2});
    TraceReport report = TraceChecker.check(List.of(user, owner), List.of());
    assertThat(report.isClean()).as(report.toString()).isTrue();
  }

  @Test
  void check_wrongCell_namesChipConstraintRowAndValues() {
    TraceTable user = TraceTable.of(USER, new long[] {2, 3}, new long[] {4, 8});
    List<ConstraintViolation> violations = TraceChecker.violations(user);
    assertThat(violations).hasSize(1);
    ConstraintViolation v = violations.getFirst();
    assertThat(v.chip()).isEqualTo(USER);
    assertThat(v.constraint().label()).isEqualTo("square");
    assertThat(v.row()).isEqualTo(1);
    assertThat(v.values()).containsExactly(3L, 8L);
    assertThat(v.residual()).isEqualTo(1);
    assertThat(v).hasToString("user.square is 1 in row 1: x = 3, y = 8");
  }

  @Test
  void check_missingReceipt_namesMessageAndSenders() {
    TraceTable user = TraceTable.of(USER, new long[] {2, 3, 3}, new long[] {4, 9, 9});
    BusMessage receipt = BusMessage.of(SQUARES, -1, 2, 4);
    BusMessage one = BusMessage.of(SQUARES, -1, 3, 9);
    TraceReport report = TraceChecker.check(List.of(user), List.of(receipt, one));
    assertThat(report.violations()).isEmpty();
    assertThat(report.unbalanced()).hasSize(1);
    UnbalancedMessage m = report.unbalanced().getFirst();
    assertThat(m.bus()).isEqualTo(SQUARES);
    assertThat(m.values()).containsExactly(3L, 9L);
    assertThat(m.net()).isEqualTo(1);
    assertThat(m.origins())
        .containsExactly(
            new UnbalancedMessage.Origin(0, "user.pair", 1, 1),
            new UnbalancedMessage.Origin(0, "user.pair", 2, 1),
            new UnbalancedMessage.Origin(-1, "verifier", 1, Goldilocks.P - 1));
    assertThat(report.toString()).contains("squares[3, 9] has net 1");
  }

  @Test
  void unbalanced_sameValuesOnAnotherBus_doNotCancel() {
    Bus other = new Bus("other", 4, 2);
    List<UnbalancedMessage> found =
        TraceChecker.unbalanced(
            List.of(), List.of(BusMessage.of(SQUARES, 1, 2, 4), BusMessage.of(other, -1, 2, 4)));
    assertThat(found).hasSize(2);
  }

  @Test
  void unbalanced_multiplicitiesModP_areAddedInTheField() {
    BusMessage half = new BusMessage(SQUARES, List.of(1L, 1L), Goldilocks.inverse(2));
    assertThat(
            TraceChecker.unbalanced(
                List.of(), List.of(half, half, BusMessage.of(SQUARES, -1, 1, 1))))
        .isEmpty();
  }

  @Test
  void violations_manyRows_areCutOff() {
    long[] x = new long[2 * TraceChecker.MAX_REPORTED];
    long[] y = new long[x.length];
    Arrays.fill(y, 7);
    TraceReport report = TraceChecker.check(List.of(TraceTable.of(USER, x, y)), List.of());
    assertThat(report.violations()).hasSize(TraceChecker.MAX_REPORTED);
    assertThat(report.unbalanced().getFirst().origins()).hasSize(TraceChecker.MAX_ORIGINS);
  }

  @Test
  void table_columnsThatDoNotFit_throw() {
    assertThatThrownBy(() -> TraceTable.of(USER, new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TraceTable.of(USER, new long[1], new long[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user.y");
    assertThatThrownBy(() -> TraceTable.of(USER, new long[1], new long[] {Goldilocks.P}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("canonical");
    assertThatThrownBy(() -> BusMessage.of(SQUARES, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Chip user() {
    ConstraintBuilder b = new ConstraintBuilder("user");
    ConstraintBuilder.Expr x = b.committed("x");
    ConstraintBuilder.Expr y = b.committed("y");
    b.zero("square", x.times(x).minus(y));
    b.send("pair", SQUARES, x, y);
    return b.build();
  }

  private static Chip owner() {
    ConstraintBuilder b = new ConstraintBuilder("owner");
    ConstraintBuilder.Expr x = b.publicColumn("x");
    ConstraintBuilder.Expr y = b.committed("y");
    b.interact("row", SQUARES, b.committed("multiplicity").negate(), x, y);
    return b.build();
  }
}
