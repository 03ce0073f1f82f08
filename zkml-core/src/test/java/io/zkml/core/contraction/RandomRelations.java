package io.zkml.core.contraction;

import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.poly.RandomElements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random relations over random blocks: two commitments and some public tensors. */
final class RandomRelations {

  private static final int MAX_OUT = 5;
  private static final int MAX_OPERAND = 6;
  private static final int COMMITMENTS = 2;

  final RandomElements random;
  final List<StackedLayout> layouts = new ArrayList<>();
  final List<long[]> committed = new ArrayList<>();
  final PublicBlocks publicBlocks;
  final List<Relation> relations = new ArrayList<>();
  private final List<Operand> pool = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  /** Some relations; every kind of axis occurs over a few seeds. */
  RandomRelations(long seed) {
    random = new RandomElements(seed);
    for (int k = 0; k < COMMITMENTS; k++) {
      List<Integer> logs = new ArrayList<>();
      for (int log = 0; log <= MAX_OPERAND + 1; log++) {
        logs.add(log);
      }
      logs.add(random.below(MAX_OPERAND));
      StackedLayout layout = new StackedLayout(2, logs);
      layouts.add(layout);
      committed.add(random.elements(Math.toIntExact(layout.size())));
    }
    publicBlocks = publicBlocks();
    for (int n = 1 + random.below(3); n > 0; n--) {
      relations.add(relation());
    }
  }

  /** One public block of every size. */
  private PublicBlocks publicBlocks() {
    List<TensorLayout> tensors = new ArrayList<>();
    List<long[]> values = new ArrayList<>();
    for (int log = 0; log <= MAX_OPERAND; log++) {
      tensors.add(new TensorLayout(List.of(AxisLayout.padded(1 << log))));
      long[] v = new long[1 << log];
      Arrays.setAll(v, i -> random.signed(1L << 61));
      values.add(v);
    }
    return PublicBlocks.of(tensors, values);
  }

  private Relation relation() {
    int variables = random.below(MAX_OUT + 1);
    List<Term> terms = new ArrayList<>();
    for (int n = random.below(5); n > 0; n--) {
      terms.add(term(variables));
    }
    return new Relation("relation " + relations.size(), variables, terms);
  }

  private Term term(int variables) {
    boolean product = random.below(3) > 0;
    List<AxisMap> axes = new ArrayList<>();
    int out = 0;
    int a = 0;
    int b = 0;
    for (int n = random.below(5); n > 0; n--) {
      AxisMap axis = axis(product);
      int bLog = product ? axis.bLog() : 0;
      if (out + axis.outLog() <= variables
          && a + axis.aLog() <= MAX_OPERAND
          && b + bLog <= MAX_OPERAND) {
        axes.add(axis);
        out += axis.outLog();
        a += axis.aLog();
        b += bLog;
      }
    }
    long offset = (long) random.below(1 << (variables - out)) << out;
    long scale = random.coin() ? 1 : random.signed(Long.MAX_VALUE / 4);
    Operand second = product ? operand(b) : null;
    AxisOrder listed = AxisOrder.listed(axes.size());
    AxisOrder outOrder = random.coin() ? listed : order(axes.size());
    AxisOrder bOrder = second == null || random.coin() ? listed : order(axes.size());
    return new Term(offset, scale, operand(a), second, axes, outOrder, bOrder);
  }

  private AxisOrder order(int n) {
    int[] axes = new int[n];
    for (int k = 0; k < n; k++) {
      int at = random.below(k + 1);
      axes[k] = axes[at];
      axes[at] = k;
    }
    return AxisOrder.of(axes);
  }

  private AxisMap axis(boolean product) {
    int log = random.below(4);
    return switch (random.below(product ? 7 : 5)) {
      case 0 -> new AxisMap.Batch(log);
      case 1 -> new AxisMap.Broadcast(log, 1 + random.below(1 << log));
      case 2 -> window(product);
      case 3 -> product ? inner() : new AxisMap.Sum(log);
      case 4 -> gather(log);
      case 5 -> new AxisMap.Free(log);
      default -> new AxisMap.Shared(log);
    };
  }

  private AxisMap inner() {
    int aLog = random.below(4);
    int log = random.below(aLog + 1);
    return new AxisMap.Inner(log, aLog, random.below(1 << (aLog - log)) << log);
  }

  private AxisMap gather(int outLog) {
    int aLog = random.below(4);
    int[] indices = new int[random.below((1 << outLog) + 1)];
    Arrays.setAll(indices, o -> random.below((1 << aLog) + 1) - 1);
    return new AxisMap.Gather(outLog, aLog, IndexList.of(indices));
  }

  private AxisMap window(boolean product) {
    int outLog = random.below(4);
    int aLog = random.below(4);
    int bLog = product ? random.below(3) : 0;
    int kernel = 1 + random.below(product ? 1 << bLog : 4);
    return new AxisMap.Window(
        outLog,
        1 + random.below(1 << outLog),
        aLog,
        1 + random.below(1 << aLog),
        bLog,
        kernel,
        1 + random.below(3),
        1 + random.below(2),
        random.below(12) - 5,
        random.coin());
  }

  /** A used operand of this size again, a part of a committed block, or a whole public one. */
  private Operand operand(int log) {
    Operand used = reuse(log);
    if (used != null && random.coin()) {
      return used;
    }
    Operand fresh;
    if (random.below(3) == 0) {
      fresh = Operand.publicBlock(log);
    } else {
      int block = log + random.below(MAX_OPERAND + 2 - log);
      int offset = random.below(1 << (block - log)) << log;
      fresh = new Operand(random.below(COMMITMENTS), block, offset);
    }
    pool.add(fresh);
    sizes.add(log);
    return fresh;
  }

  private @Nullable Operand reuse(int log) {
    List<Operand> fitting = new ArrayList<>();
    for (int i = 0; i < pool.size(); i++) {
      if (sizes.get(i) == log) {
        fitting.add(pool.get(i));
      }
    }
    return fitting.isEmpty() ? null : fitting.get(random.below(fitting.size()));
  }

  /** Where a block starts in its commitment. */
  long offset(int commitment, int block) {
    return layouts.get(commitment).offsets()[block];
  }

  /** All entries from an operand's first one on. */
  long[] entries(Operand o) {
    if (o.isPublic()) {
      return publicBlocks.entries(o.block());
    }
    int from = Math.toIntExact(offset(o.source(), o.block())) + o.offset();
    long[] all = committed.get(o.source());
    return Arrays.copyOfRange(all, from, all.length);
  }

  /** The column of every relation, by plain loops. */
  List<long[]> columns() {
    return relations.stream().map(r -> NaiveRelation.column(r, this::entries)).toList();
  }

  @Override
  public String toString() {
    return random + ", " + relations;
  }
}
