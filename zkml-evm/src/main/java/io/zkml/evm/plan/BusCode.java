package io.zkml.evm.plan;

import io.zkml.core.logup.LogUpShape;
import io.zkml.core.stark.ProofPlan;
import java.util.List;

/** LogUp-GKR: section 6.2. */
final class BusCode {

  private static final int ENDS = 2;

  private final Assembler code;
  private final Algebra f;
  private final Coordinates points;
  private final LogUpShape shape;
  private final int tables;
  private int alpha;
  private int slots;
  private int pairs;
  private List<Integer> xi = List.of();

  BusCode(Assembler code, Algebra f, Coordinates points, ProofPlan plan, LogUpShape shape) {
    this.code = code;
    this.f = f;
    this.points = points;
    this.shape = shape;
    this.tables = plan.segments().size();
  }

  void emit() {
    alpha = code.allocate(1);
    code.op(Opcode.SQUEEZE, alpha).u24(1).squeezeHeader("logup alpha");
    int beta = code.allocate(shape.slotLog());
    code.op(Opcode.SQUEEZE, beta).u24(shape.slotLog()).squeezeHeader("logup beta");
    slots = points.eqTable(Coordinates.array(beta, shape.slotLog()));
    int root = code.allocate(ENDS);
    code.op(Opcode.MESSAGE, root).u24(ENDS).elementsHeader("gkr root", ENDS);
    code.op(Opcode.REQUIRE_ZERO, root).u8(Stage.LOGUP.code());
    code.op(Opcode.REQUIRE_NONZERO, root + 1).u8(Stage.LOGUP.code());
    int v = shape.variables();
    int point = code.allocate(v);
    int ends = code.allocate(ENDS);
    f.computed(ends);
    f.computed(ends + 1);
    code.op(Opcode.GKR, point, root, ends).u8(v).u8(Stage.LOGUP.code());
    xi = Coordinates.array(point, v);
    pairs = code.allocate(2 * tables);
    code.op(Opcode.MESSAGE, pairs).u24(2 * tables).elementsHeader("gkr pairs", 2 * tables);
    checkLeaves(ends);
  }

  private void checkLeaves(int ends) {
    int p = f.zero();
    int q = f.one();
    for (int t = 0; t < tables; t++) {
      p = f.add(p, numerator(t));
      q = f.add(q, denominator(t));
      for (int i = 0; i < shape.tables().get(t).interactions().size(); i++) {
        q = f.sub(q, prefix(t, i));
      }
    }
    f.requireEqual(p, ends, Stage.LOGUP);
    f.requireEqual(q, ends + 1, Stage.LOGUP);
  }

  /** The leaves' point. */
  List<Integer> xi() {
    return xi;
  }

  int alpha() {
    return alpha;
  }

  /** eqIndex(j, beta). */
  int slot(int j) {
    return slots + j;
  }

  int numerator(int table) {
    return pairs + table;
  }

  int denominator(int table) {
    return pairs + tables + table;
  }

  /** e of interaction i of a table. */
  int prefix(int table, int i) {
    int log = shape.tables().get(table).logRows();
    return points.eqIndex(shape.offset(table, i) >>> log, xi.subList(0, shape.variables() - log));
  }
}
