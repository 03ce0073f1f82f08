package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may count what on which bus: small plans of one to three chips over one column. */
class BusCheckTest {

  private static final int LOG = 2;
  private static final long ROWS = 1L << LOG;
  private static final int WITNESS = 1;
  private static final Bus BUS = new Bus("bus", 9, 2);

  private static ProofPlan plan(List<Segment> segments) {
    return new ProofPlan(
        List.of(
            new ProofPlan.CommittedVector(true, List.of(LOG)),
            new ProofPlan.CommittedVector(false, List.of(LOG))),
        List.of(),
        segments,
        List.of(),
        List.of());
  }

  private static void accept(Segment... segments) {
    assertThatCode(() -> plan(List.of(segments))).doesNotThrowAnyException();
  }

  private static void refuse(String rule, Segment... segments) {
    assertThatThrownBy(() -> plan(List.of(segments)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(rule);
  }

  /** A segment whose columns x, s are committed and whose column u is public. */
  private static Segment segment(long rows, PublicColumn u, Consumer<Build> chip) {
    Build build = new Build(new ConstraintBuilder("chip"));
    chip.accept(build);
    Segment.Source block = new Segment.Committed(WITNESS, 0);
    return new Segment(build.b.build(), rows, LOG, List.of(block, block, new Segment.Public(u)));
  }

  /** A chip under construction. */
  private record Build(ConstraintBuilder b, Expr x, Expr s, Expr u) {
    Build(ConstraintBuilder b) {
      this(b, b.committed("x"), b.committed("s"), b.publicColumn("u"));
    }

    Build booleanS() {
      b.zero("s is boolean", s.times(s).minus(s));
      return this;
    }
  }

  private static final PublicColumn KEYS = new PublicColumn.Affine(0, 1);

  /** A sender of (5, x) with this numerator; s is boolean. */
  private static Segment sender(Function<Build, Expr> numerator) {
    return segment(
        ROWS,
        KEYS,
        chip ->
            chip.b.interact(
                "send", BUS, numerator.apply(chip.booleanS()), chip.b.constant(5), chip.x));
  }

  /** A table of (id, u) for all rows. */
  private static Segment table(long id) {
    return segment(
        ROWS,
        KEYS,
        chip -> chip.b.interact("entry", BUS, chip.x.negate(), chip.b.constant(id), chip.u));
  }

  @Test
  void permutationBus_countsOfMinusOneToOne_areAccepted() {
    for (long count : new long[] {-1, 0, 1}) {
      accept(sender(c -> c.b.constant(count)));
    }
    accept(sender(c -> c.s));
    accept(sender(c -> c.s.negate()));
    accept(sender(c -> c.s.negate().plus(1)));
    accept(sender(c -> c.s.plus(-1)));
    accept(sender(c -> c.b.constant(1).minus(c.s.times(2))));
  }

  @Test
  void section9Item19_countsThatMayBeOthers_areRefused() {
    String rule = "counts other than";
    refuse(rule, sender(c -> c.b.constant(2)));
    refuse(rule, sender(c -> c.b.constant(-2)));
    refuse(rule, sender(c -> c.x));
    refuse(rule, sender(c -> c.x.negate().plus(1)));
    refuse(rule, sender(c -> c.s.times(2)));
    refuse(rule, sender(c -> c.s.plus(1)));
    refuse(rule, sender(c -> c.s.plus(-2)));
    refuse(rule, sender(c -> c.s.plus(c.x)));
    refuse(rule, sender(c -> c.u));
    refuse(rule, sender(c -> c.x.plus(c.s).minus(c.s)));
  }

  @Test
  void section9Item19_selectorsThatOnlyLookBoolean_areRefused() {
    List<Function<Build, Expr>> constraints =
        List.of(
            c -> c.s.times(c.s),
            c -> c.s.times(c.s).plus(c.s),
            c -> c.s.times(c.s).minus(c.s.times(2)),
            c -> c.s.times(c.s).plus(-1),
            c -> c.s.times(c.s).minus(c.x),
            c -> c.s.times(c.x).minus(c.x),
            c -> c.s.times(c.s).times(c.s).minus(c.s),
            c -> c.s.times(c.s).minus(c.s).times(c.x),
            c -> c.s.times(c.s).minus(c.s).plus(c.x));
    for (Function<Build, Expr> constraint : constraints) {
      refuse(
          "counts other than",
          segment(
              ROWS,
              KEYS,
              c -> {
                c.b.zero("not boolean", constraint.apply(c));
                c.b.interact("send", BUS, c.s, c.x, c.x);
              }));
    }
  }

  @Test
  void selectors_booleanInAnyForm_areAccepted() {
    List<Function<Build, Expr>> constraints =
        List.of(
            c -> c.s.times(c.s.plus(-1)),
            c -> c.s.negate().plus(1).times(c.s),
            c -> c.s.minus(c.s.times(c.s)),
            c -> c.s.times(c.s).minus(c.s).times(-7),
            c -> c.s.plus(c.x).times(c.s).minus(c.s).minus(c.x.times(c.s)));
    for (Function<Build, Expr> constraint : constraints) {
      accept(
          segment(
              ROWS,
              KEYS,
              c -> {
                c.b.zero("boolean", constraint.apply(c));
                c.b.interact("send", BUS, c.s, c.x, c.x);
              }));
    }
  }

  @Test
  void selectors_publicIndicators_areAccepted() {
    PublicColumn.Box box = new PublicColumn.Box(0, List.of(new PublicColumn.Extent(LOG, 3)));
    BiFunction<PublicColumn, Long, Segment> user =
        (u, scale) -> segment(ROWS, u, c -> c.b.interact("send", BUS, c.u.times(scale), c.x, c.x));
    accept(user.apply(new PublicColumn.RowsBelow(3), 1L));
    accept(user.apply(new PublicColumn.RealPositions(List.of(box)), -1L));
    refuse("counts other than", user.apply(new PublicColumn.RowsBelow(3), 2L));
    refuse("counts other than", user.apply(new PublicColumn.Affine(0, 0), 1L));
    refuse("counts other than", user.apply(new PublicColumn.Clamp(0, 0, 1), 1L));
  }

  @Test
  void lookupBus_countsOfZeroOrOne_areAccepted() {
    accept(table(5), sender(c -> c.b.constant(1)));
    accept(table(5), sender(c -> c.b.constant(0)));
    accept(table(5), sender(c -> c.s));
    accept(sender(c -> c.s.negate().plus(1)), table(5));
  }

  @Test
  void section9Item19_negativeCountOnALookupBus_isRefused() {
    // It would cancel a false lookup without any table.
    refuse("counts neither 0 nor 1", table(5), sender(c -> c.b.constant(-1)));
    refuse("counts neither 0 nor 1", table(5), sender(c -> c.s.plus(-1)));
    refuse("counts neither 0 nor 1", sender(c -> c.b.constant(1).minus(c.s.times(2))), table(5));
    refuse("counts neither 0 nor 1", table(5), sender(c -> c.x));
    // Minus a boolean column is minus a column: on a lookup bus it owns a table.
    refuse("owns a table twice", table(5), sender(c -> c.s.negate()));
    refuse("entries of the prover's choice", table(4), sender(c -> c.s.negate()));
  }

  @Test
  void section9Item18_owners_areOneForEachTableId() {
    accept(table(5), table(6));
    refuse("owns a table twice", table(5), table(5));
    refuse("owns a table twice", table(5), table(6), table(5));
    Segment whole = segment(ROWS, KEYS, c -> c.b.interact("entry", BUS, c.x.negate(), c.u, c.u));
    accept(whole, sender(c -> c.b.constant(1)));
    refuse("owns a table twice", whole, table(5));
    refuse("owns a table twice", table(5), whole);
    refuse("owns a table twice", whole, whole);
  }

  @Test
  void section9Item18_twoOwnersInOneChip_areRefused() {
    refuse(
        "owns a table twice",
        segment(
            ROWS,
            KEYS,
            c -> {
              c.b.interact("one", BUS, c.x.negate(), c.b.constant(1), c.u);
              c.b.interact("other", BUS, c.s.negate(), c.b.constant(1), c.u);
            }));
  }

  @Test
  void owner_entriesOfTheWitness_areRefused() {
    refuse(
        "entries of the prover's choice",
        segment(ROWS, KEYS, c -> c.b.interact("entry", BUS, c.x.negate(), c.u, c.s)));
    ConstraintBuilder b = new ConstraintBuilder("preprocessed");
    Expr count = b.committed("count");
    Expr value = b.committed("value");
    b.interact("entry", BUS, count.negate(), b.constant(1), value.plus(3));
    accept(
        new Segment(
            b.build(),
            ROWS,
            LOG,
            List.of(new Segment.Committed(WITNESS, 0), new Segment.Committed(0, 0))));
  }

  /** A table with 3 of 4 rows in use and this constraint. */
  private static Segment guarded(PublicColumn u, Function<Build, Expr> guard) {
    return segment(
        3,
        u,
        c -> {
          c.b.zero("guard", guard.apply(c));
          c.b.interact("entry", BUS, c.x.negate(), c.b.constant(1), c.u);
        });
  }

  @Test
  void section9Item02_ownerWithPadding_isGuarded() {
    PublicColumn used = new PublicColumn.RowsBelow(3);
    accept(guarded(used, c -> c.x.minus(c.x.times(c.u))));
    accept(guarded(used, c -> c.u.negate().plus(1).times(c.x)));
    accept(guarded(new PublicColumn.RowsBelow(2), c -> c.u.times(c.x).minus(c.x)));
    String rule = "rows that are not in use";
    refuse(rule, guarded(new PublicColumn.RowsBelow(4), c -> c.u.times(c.x).minus(c.x)));
    refuse(rule, guarded(KEYS, c -> c.u.times(c.x).minus(c.x)));
    refuse(rule, guarded(used, c -> c.u.times(c.s).minus(c.s)));
    refuse(rule, guarded(used, c -> c.u.times(c.x).minus(c.u)));
    refuse(rule, guarded(used, c -> c.u.times(c.x).plus(c.x)));
    refuse(rule, guarded(used, c -> c.u.times(c.x)));
    refuse(rule, guarded(used, c -> c.s.times(c.s).minus(c.s)));
  }

  @Test
  void section9Item17_busOfTwoWidths_throws() {
    // (id, v) and (id, v, 0) have one fingerprint: a wide message ending in 0 would pass as narrow.
    Bus narrow = new Bus("bus", 9, 1);
    accept(echo(narrow), echo(narrow));
    accept(echo(narrow), echo(new Bus("bus", 8, 2)));
    refuse("bus 9", echo(narrow), echo(new Bus("bus", 9, 2)));
    refuse("bus 9", echo(narrow), echo(new Bus("other name", 9, 1)));
  }

  private static Segment echo(Bus bus) {
    return segment(
        ROWS,
        KEYS,
        c -> {
          Expr[] values = Collections.nCopies(bus.width(), c.x).toArray(Expr[]::new);
          c.b.send("in", bus, values);
          c.b.interact("out", bus, c.b.constant(-1), values);
        });
  }

  /** A plan of leaves that no one could compute: it is only described. */
  private static ProofPlan tall(int segments, int last) {
    ConstraintBuilder b = new ConstraintBuilder("tall");
    b.send("x", new Bus("bus", 1, 1), b.committed("x"));
    Chip chip = b.build();
    List<Segment> all = new ArrayList<>();
    for (int i = 0; i < segments; i++) {
      all.add(new Segment(chip, 1, 28, List.of(new Segment.Committed(0, 0))));
    }
    all.add(new Segment(chip, 1, last, List.of(new Segment.Committed(0, 1))));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(28, last))),
        List.of(),
        all,
        List.of(),
        List.of());
  }

  @Test
  void leaves_beyondTheFractionalSum_areRefused() {
    assertThatCode(() -> tall(3, 28)).doesNotThrowAnyException();
    // 2^31 + 1 leaves: their number as an int is that of a sum without layers.
    for (int segments : new int[] {4, 8}) {
      assertThatThrownBy(() -> tall(segments, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("leaves");
    }
  }

  @Test
  @Timeout(20)
  void check_largestGraphs_isQuick() {
    ConstraintBuilder b = new ConstraintBuilder("large");
    Expr x = b.committed("x");
    Expr e = x;
    for (int i = 0; i < 1000; i++) {
      e = e.plus(x.times(i));
    }
    b.zero("sum", e);
    b.send("x", new Bus("bus", 1, 1), x);
    Segment s = new Segment(b.build(), ROWS, LOG, List.of(new Segment.Committed(WITNESS, 0)));
    plan(Collections.nCopies(4096, s));
  }
}
