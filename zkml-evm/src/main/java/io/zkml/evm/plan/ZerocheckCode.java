package io.zkml.evm.plan;

import io.zkml.core.air.Chip;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.ExprGraph;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import java.util.List;

/** The fused zerocheck and its last check: sections 6.3 and 6.4. */
final class ZerocheckCode {

  private final Assembler code;
  private final Algebra f;
  private final Coordinates points;
  private final ProofPlan plan;
  private final BusCode bus;
  private List<Integer> z = List.of();
  private int given;
  private int a;
  private int b;

  ZerocheckCode(Assembler code, Algebra f, Coordinates points, ProofPlan plan, BusCode bus) {
    this.code = code;
    this.f = f;
    this.points = points;
    this.plan = plan;
    this.bus = bus;
  }

  /** The common point of all columns. */
  List<Integer> point() {
    return z;
  }

  void emit() {
    a = squeeze("zerocheck constraints");
    b = squeeze("zerocheck fractions");
    int eta = squeeze("zerocheck segments");
    int segments = plan.segments().size();
    int claim = f.zero();
    for (int t = segments - 1; t >= 0; t--) {
      int pair = f.mul(b, f.mulAdd(b, bus.denominator(t), bus.numerator(t)));
      claim = f.mulAdd(claim, eta, pair);
    }
    int n = plan.maxLogRows();
    int degree = plan.zerocheckDegree();
    int point = code.allocate(n);
    int last = f.computed(code.allocate(1));
    code.op(Opcode.ROUNDS, last, claim, point).u8(n).u8(degree);
    code.elementsHeader("zerocheck round", degree).squeezeHeader("zerocheck challenge");
    z = Coordinates.array(point, n);
    int values = plan.givenColumns();
    given = code.allocate(Math.max(1, values));
    code.op(Opcode.MESSAGE, given).u24(values).elementsHeader("column values", values);
    int sum = f.zero();
    int first = given + values;
    for (int t = segments - 1; t >= 0; t--) {
      first -= plan.segments().get(t).givenColumns();
      sum = f.mulAdd(sum, eta, f.mul(weight(t), polynomial(t, first)));
    }
    f.requireEqual(sum, last, Stage.ZEROCHECK);
  }

  private int squeeze(String label) {
    int d = code.allocate(1);
    code.op(Opcode.SQUEEZE, d).u24(1).squeezeHeader(label);
    return d;
  }

  private int weight(int segment) {
    int n = plan.segments().get(segment).logRows();
    int leading = f.one();
    for (int i = 0; i < z.size() - n; i++) {
      leading = f.mul(leading, z.get(i));
    }
    int eq = points.eq(Coordinates.suffix(bus.xi(), n), Coordinates.suffix(z, n), f.one());
    return f.mul(leading, eq);
  }

  private int polynomial(int segment, int firstGiven) {
    Chip chip = plan.segments().get(segment).chip();
    int[] node = nodes(segment, firstGiven);
    int constraints = f.zero();
    for (int c = chip.constraints().size() - 1; c >= 0; c--) {
      constraints = f.mulAdd(constraints, a, node[chip.constraints().get(c).node()]);
    }
    int numerator = f.zero();
    int denominator = f.zero();
    for (int i = 0; i < chip.interactions().size(); i++) {
      Interaction message = chip.interactions().get(i);
      int e = bus.prefix(segment, i);
      numerator = f.mulAdd(e, node[message.numerator()], numerator);
      denominator = f.mulAdd(e, fingerprint(message, node), denominator);
    }
    return f.mulAdd(b, f.mulAdd(b, denominator, numerator), constraints);
  }

  private int fingerprint(Interaction message, int[] node) {
    int id = f.constant(message.bus().id());
    int sum = f.mulAdd(bus.slot(0), id, bus.alpha());
    for (int j = 0; j < message.values().size(); j++) {
      sum = f.mulAdd(bus.slot(j + 1), node[message.values().get(j)], sum);
    }
    return sum;
  }

  private int[] nodes(int segment, int firstGiven) {
    Segment s = plan.segments().get(segment);
    int[] columns = new int[s.sources().size()];
    int next = firstGiven;
    for (int c = 0; c < columns.length; c++) {
      columns[c] =
          s.sources().get(c) instanceof Segment.Public p
              ? publicColumn(p.column(), Coordinates.suffix(z, s.logRows()))
              : next++;
    }
    List<ExprGraph.Node> nodes = s.chip().graph().nodes();
    int[] value = new int[nodes.size()];
    for (int i = 0; i < value.length; i++) {
      value[i] =
          switch (nodes.get(i)) {
            case ExprGraph.ColumnNode c -> columns[c.column()];
            case ExprGraph.ConstantNode c -> f.canonical(c.value());
            case ExprGraph.AddNode n -> f.add(value[n.left()], value[n.right()]);
            case ExprGraph.SubNode n -> f.sub(value[n.left()], value[n.right()]);
            case ExprGraph.MulNode n -> f.mul(value[n.left()], value[n.right()]);
          };
    }
    return value;
  }

  private int publicColumn(PublicColumn column, List<Integer> at) {
    return switch (column) {
      case PublicColumn.Affine c ->
          f.mulAdd(points.identity(at), f.constant(c.step()), f.constant(c.base()));
      case PublicColumn.RowsBelow c -> points.lessThan(c.bound(), at);
      case PublicColumn.Clamp c -> clamp(c, at);
      case PublicColumn.Bits c ->
          points.identity(at.subList(at.size() - c.low() - c.count(), at.size() - c.low()));
      case PublicColumn.And c -> and(c.bits(), Coordinates.suffix(at, 2 * c.bits()));
      case PublicColumn.RealPositions c -> {
        int sum = f.zero();
        for (PublicColumn.Box box : c.boxes()) {
          sum = f.add(sum, box(box, at));
        }
        yield sum;
      }
      case PublicColumn.Linear c -> {
        int sum = f.zero();
        for (PublicColumn.Part part : c.parts()) {
          sum = f.add(sum, linear(part, at));
        }
        yield sum;
      }
    };
  }

  private int clamp(PublicColumn.Clamp c, List<Integer> at) {
    long n = 1L << at.size();
    long from = Math.min(n, c.low() - c.base());
    long to = Math.min(n, c.high() - c.base());
    int below = points.lessThan(from, at);
    int upTo = points.lessThan(to, at);
    int linear = f.sub(points.identityBelow(to, at), points.identityBelow(from, at));
    linear = f.mulAdd(f.sub(upTo, below), f.constant(c.base()), linear);
    linear = f.mulAdd(below, f.constant(c.low()), linear);
    return f.mulAdd(f.oneMinus(upTo), f.constant(c.high()), linear);
  }

  private int and(int bits, List<Integer> at) {
    int sum = f.zero();
    for (int i = 0; i < bits; i++) {
      sum = f.add(f.add(sum, sum), f.mul(at.get(i), at.get(i + bits)));
    }
    return sum;
  }

  private int box(PublicColumn.Box box, List<Integer> at) {
    int high = at.size() - box.log();
    int product = points.eqIndex(box.row() >>> box.log(), at.subList(0, high));
    int from = high;
    for (PublicColumn.Extent e : box.axes()) {
      product = f.mul(product, points.lessThan(e.length(), at.subList(from, from + e.log())));
      from += e.log();
    }
    return product;
  }

  private int linear(PublicColumn.Part part, List<Integer> at) {
    PublicColumn.Box box = part.box();
    int from = at.size() - box.log();
    int real = points.eqIndex(box.row() >>> box.log(), at.subList(0, from));
    int value = f.mul(real, f.constant(part.base()));
    for (int k = 0; k < box.axes().size(); k++) {
      PublicColumn.Extent e = box.axes().get(k);
      List<Integer> own = at.subList(from, from + e.log());
      int below = points.lessThan(e.length(), own);
      int index = f.mul(points.identityBelow(e.length(), own), f.constant(part.strides().get(k)));
      value = f.mulAdd(value, below, f.mul(real, index));
      real = f.mul(real, below);
      from += e.log();
    }
    return value;
  }

  /** Columns that the prover gives, with the registers of their values. */
  private void eachGiven(GivenColumn action) {
    int next = given;
    for (Segment s : plan.segments()) {
      for (Segment.Source source : s.sources()) {
        if (!(source instanceof Segment.Public)) {
          action.accept(s, source, next++);
        }
      }
    }
  }

  private interface GivenColumn {
    void accept(Segment segment, Segment.Source source, int register);
  }

  /** Claims on the committed columns. */
  void claims(ClaimList claims) {
    eachGiven((segment, source, register) -> {
      if (source instanceof Segment.Committed c) {
        Weighting weight = Weighting.eq(Coordinates.suffix(z, segment.logRows()));
        claims.single(c.commitment(), c.block(), 0, f.one(), weight, register);
      }
    });
  }

  /** Registers of the virtual columns' values, in order of the relations. */
  int[] virtualValues() {
    int[] values = new int[plan.relations().size()];
    eachGiven((segment, source, register) -> {
      if (source instanceof Segment.Virtual v) {
        values[v.relation()] = register;
      }
    });
    return values;
  }
}
