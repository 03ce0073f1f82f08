package io.zkml.core.stark;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * A hand-written plan with everything in it once: a batch of 5 inputs x of 6 values, a layer acc =
 * x W + bias of 3 features, rounded to q = round(acc / 32), y = f(q) by a function table, r =
 * clamp(q) by an algebraic table where the selector s is 1, cube = q^3, and a second chip with p =
 * q^2 and g, a sum over windows of q. Features are cut into pieces 2 + 1, so the layer has two
 * segments; the batch axis is padded to 8. Public are x and y.
 */
final class SamplePlan {

  static final int BATCH = 5;
  static final int INPUTS = 6;
  static final int FEATURES = 3;
  static final int SHIFT = 5;
  static final int TABLE_LOG = 7;
  static final int TABLE_ROWS = 100;
  static final int TABLE_BASE = -50;
  static final int CLAMP_BASE = -64;
  static final int CLAMP_HIGH = 20;
  static final int PREPROCESSED = 0;
  static final int WITNESS = 1;

  static final Bus RANGE = new Bus("range", 1, 1);
  static final Bus FUNCTION = new Bus("function", 2, 2);
  static final Bus CLAMP = new Bus("clamp", 3, 2);
  static final Bus EQUAL = new Bus("equal", 4, 1);

  static final TensorLayout INPUT =
      new TensorLayout(List.of(AxisLayout.padded(BATCH), new AxisLayout(INPUTS, List.of(2, 1))));
  static final TensorLayout OUTPUT =
      new TensorLayout(List.of(AxisLayout.padded(BATCH), new AxisLayout(FEATURES, List.of(1, 0))));
  static final TensorLayout WEIGHTS =
      new TensorLayout(
          List.of(new AxisLayout(FEATURES, List.of(1, 0)), new AxisLayout(INPUTS, List.of(2, 1))));

  /** Blocks of the preprocessed commitment: weights, biases, the function table. */
  static final List<Integer> PREPROCESSED_LOGS = List.of(3, 2, 2, 1, 1, 0, TABLE_LOG);

  static final int BIAS = 4;
  static final int FUNCTION_VALUES = 6;

  /** log2 of the rows of the layer's segments. */
  static final List<Integer> LAYER_LOGS = List.of(4, 3);

  // Committed columns of the layer, then those of the second chip, the same for both segments.
  static final int Q = 0;
  static final int Y = 1;
  static final int R = 2;
  static final int S = 3;
  static final int CUBE = 4;
  static final int LAYER_COLUMNS = 5;
  static final int P = 0;
  static final int G = 1;
  static final int SECOND_COLUMNS = 2;

  // Witness blocks of the tables' multiplicities.
  static final int RANGE_COUNT = 2 * (LAYER_COLUMNS + SECOND_COLUMNS);
  static final int FUNCTION_COUNT = RANGE_COUNT + 1;
  static final int CLAMP_COUNT = RANGE_COUNT + 2;

  // Segments.
  static final int LAYER = 0;
  static final int SECOND = 2;
  static final int RANGE_TABLE = 4;
  static final int FUNCTION_TABLE = 5;
  static final int CLAMP_TABLE = 6;

  private SamplePlan() {}

  /** f(q): f(0) = 0, so that padding needs no mask. */
  static long f(long q) {
    return q * q / 7 - q;
  }

  /** The witness block of a layer column. */
  static int layerBlock(int segment, int column) {
    return segment * LAYER_COLUMNS + column;
  }

  /** The witness block of a column of the second chip. */
  static int secondBlock(int segment, int column) {
    return 2 * LAYER_COLUMNS + segment * SECOND_COLUMNS + column;
  }

  static Chip layerChip() {
    ConstraintBuilder b = new ConstraintBuilder("layer");
    Expr q = b.committed("q");
    Expr y = b.committed("y");
    Expr r = b.committed("r");
    Expr s = b.committed("s");
    Expr cube = b.committed("cube");
    Expr acc = b.virtual("acc");
    b.zero("s is boolean", s.times(s).minus(s));
    b.zero("cube", cube.minus(q.times(q).times(q)));
    b.zero("r is zero where s is", r.minus(r.times(s)));
    Expr remainder = acc.plus(1L << (SHIFT - 1)).minus(q.times(1L << SHIFT));
    b.send("remainder", RANGE, remainder);
    b.send("function", FUNCTION, q, y);
    b.interact("clamp", CLAMP, s, q, r);
    return b.build();
  }

  static Chip secondChip() {
    ConstraintBuilder b = new ConstraintBuilder("second");
    Expr p = b.committed("p");
    Expr g = b.committed("g");
    Expr square = b.virtual("square");
    Expr window = b.virtual("window");
    b.zero("g", g.minus(window));
    b.send("p", EQUAL, p);
    b.interact("square", EQUAL, b.constant(-1), square);
    return b.build();
  }

  static Chip rangeChip() {
    ConstraintBuilder b = new ConstraintBuilder("range table");
    Expr count = b.committed("count");
    b.interact("key", RANGE, count.negate(), b.publicColumn("key"));
    return b.build();
  }

  /** The function table: rows from TABLE_ROWS on are no keys, so their count must be 0. */
  static Chip functionChip() {
    ConstraintBuilder b = new ConstraintBuilder("function table");
    Expr count = b.committed("count");
    Expr value = b.committed("value");
    Expr key = b.publicColumn("key");
    Expr used = b.publicColumn("used");
    b.zero("guard", count.minus(count.times(used)));
    b.interact("row", FUNCTION, count.negate(), key, value);
    return b.build();
  }

  static Chip clampChip() {
    ConstraintBuilder b = new ConstraintBuilder("clamp table");
    Expr count = b.committed("count");
    b.interact("row", CLAMP, count.negate(), b.publicColumn("key"), b.publicColumn("value"));
    return b.build();
  }

  static ProofPlan plan() {
    return new ProofPlan(commitments(), publicTensors(), segments(), relations(), bindings());
  }

  static List<ProofPlan.CommittedVector> commitments() {
    List<Integer> logs = new ArrayList<>();
    for (int log : LAYER_LOGS) {
      for (int c = 0; c < LAYER_COLUMNS; c++) {
        logs.add(log);
      }
    }
    for (int log : LAYER_LOGS) {
      for (int c = 0; c < SECOND_COLUMNS; c++) {
        logs.add(log);
      }
    }
    logs.addAll(List.of(SHIFT, TABLE_LOG, TABLE_LOG));
    return List.of(
        new ProofPlan.CommittedVector(true, PREPROCESSED_LOGS),
        new ProofPlan.CommittedVector(false, logs));
  }

  static List<PublicTensor> publicTensors() {
    return List.of(
        new PublicTensor("x", INPUT, -20, 20), new PublicTensor("y", OUTPUT, -1000, 1000));
  }

  static List<Segment> segments() {
    List<Segment> out = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      List<Segment.Source> sources = new ArrayList<>();
      for (int c = 0; c < LAYER_COLUMNS; c++) {
        sources.add(new Segment.Committed(WITNESS, layerBlock(i, c)));
      }
      sources.add(new Segment.Virtual(i));
      int rows = BATCH << (LAYER_LOGS.get(i) - 3);
      out.add(new Segment(layerChip(), rows, LAYER_LOGS.get(i), sources));
    }
    for (int i = 0; i < 2; i++) {
      List<Segment.Source> sources =
          List.of(
              new Segment.Committed(WITNESS, secondBlock(i, P)),
              new Segment.Committed(WITNESS, secondBlock(i, G)),
              new Segment.Virtual(2 + 2 * i),
              new Segment.Virtual(3 + 2 * i));
      out.add(new Segment(secondChip(), 1L << LAYER_LOGS.get(i), LAYER_LOGS.get(i), sources));
    }
    out.addAll(tables());
    return out;
  }

  private static List<Segment> tables() {
    List<Segment> out = new ArrayList<>();
    out.add(
        new Segment(
            rangeChip(),
            1 << SHIFT,
            SHIFT,
            List.of(
                new Segment.Committed(WITNESS, RANGE_COUNT),
                new Segment.Public(new PublicColumn.Affine(0, 1)))));
    out.add(
        new Segment(
            functionChip(),
            TABLE_ROWS,
            TABLE_LOG,
            List.of(
                new Segment.Committed(WITNESS, FUNCTION_COUNT),
                new Segment.Committed(PREPROCESSED, FUNCTION_VALUES),
                new Segment.Public(new PublicColumn.Affine(TABLE_BASE, 1)),
                new Segment.Public(new PublicColumn.RowsBelow(TABLE_ROWS)))));
    out.add(
        new Segment(
            clampChip(),
            1 << TABLE_LOG,
            TABLE_LOG,
            List.of(
                new Segment.Committed(WITNESS, CLAMP_COUNT),
                new Segment.Public(new PublicColumn.Affine(CLAMP_BASE, 1)),
                new Segment.Public(new PublicColumn.Clamp(CLAMP_BASE, 0, CLAMP_HIGH)))));
    return out;
  }

  static List<Relation> relations() {
    List<Relation> out = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      out.add(new Relation("acc " + i, LAYER_LOGS.get(i), layerTerms(i)));
    }
    for (int i = 0; i < 2; i++) {
      int features = LAYER_LOGS.get(i) - 3;
      Operand q = Operand.committed(WITNESS, layerBlock(i, Q));
      List<AxisMap> shared = List.of(new AxisMap.Shared(3), new AxisMap.Shared(features));
      out.add(new Relation("square " + i, 3 + features, List.of(new Term(0, 1, q, q, shared))));
      AxisMap window = new AxisMap.Window(3, BATCH, 3, BATCH, 0, 3, 1, 1, 1, false);
      List<AxisMap> sum = List.of(window, new AxisMap.Batch(features));
      out.add(new Relation("window " + i, 3 + features, List.of(new Term(0, 3, q, null, sum))));
    }
    return out;
  }

  /** acc = sum over the two pieces of the inner axis of x W, plus the bias in real rows. */
  private static List<Term> layerTerms(int piece) {
    int features = LAYER_LOGS.get(piece) - 3;
    List<Term> terms = new ArrayList<>();
    for (int inner = 0; inner < 2; inner++) {
      int log = 2 - inner;
      List<AxisMap> axes =
          List.of(new AxisMap.Batch(3), new AxisMap.Free(features), new AxisMap.Inner(log, log, 0));
      Operand weights = Operand.committed(PREPROCESSED, 2 * piece + inner);
      terms.add(new Term(0, 1, Operand.publicBlock(inner), weights, axes));
    }
    Operand bias = Operand.committed(PREPROCESSED, BIAS + piece);
    List<AxisMap> axes = List.of(new AxisMap.Broadcast(3, BATCH), new AxisMap.Batch(features));
    terms.add(new Term(0, 1, bias, null, axes));
    return terms;
  }

  static List<ProofPlan.Binding> bindings() {
    int first = INPUT.blocks();
    return List.of(
        new ProofPlan.Binding(Operand.committed(WITNESS, layerBlock(0, Y)), first),
        new ProofPlan.Binding(Operand.committed(WITNESS, layerBlock(1, Y)), first + 1));
  }
}
