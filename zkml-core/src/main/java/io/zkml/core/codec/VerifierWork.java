package io.zkml.core.codec;

import io.zkml.core.air.Interaction;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.logup.LogUpShape;
import io.zkml.core.pcs.CommittedColumns;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.VerifyingKey;

/**
 * Estimates what a verification under a key takes, in multiplications in E, hashing included. It
 * looks at sizes only and rounds up, part by part as the verifier runs; sums saturate.
 */
final class VerifierWork {

  private static final long CAP = 1L << 60;

  /** One Keccak permutation, scalar, in multiplications. */
  private static final long PERMUTATION = 40;

  private static final int RATE_BYTES = 136;

  /** Permutations of a commitment's identity or out-of-domain point, besides its layout. */
  private static final int IDENTITY_PERMUTATIONS = 40;

  /** A multiplication for each coordinate and two for eq. */
  private static final int PER_COORDINATE = 3;

  /** An entry of a table: it is computed, allocated, copied and collected. */
  private static final int PER_ENTRY = 4;

  /** An entry of a public block at every use: a product, after tables of its factors. */
  private static final int PER_PUBLIC_ENTRY = 10;

  /** A node of a graph: its value once and its degree in every round. */
  private static final int PER_NODE = 12;

  private final VerifyingKey key;
  private final ProofPlan plan;
  private final FriShape fri;
  private final long evaluation;
  private long total;

  private VerifierWork(VerifyingKey key) {
    this.key = key;
    this.plan = key.plan();
    this.fri = key.friShape();
    this.evaluation = (long) PER_COORDINATE * fri.rounds();
  }

  /** Multiplications of one verification, at most 2^60. */
  static long of(VerifyingKey key) {
    VerifierWork work = new VerifierWork(key);
    work.add(LogUpShape.MAX_VARIABLES * LogUpShape.MAX_VARIABLES, PER_COORDINATE);
    for (Segment s : work.plan.segments()) {
      work.segment(s);
    }
    work.relations();
    work.publicValues();
    work.opening();
    return work.total;
  }

  private void segment(Segment s) {
    long n = s.logRows();
    for (Interaction i : s.chip().interactions()) {
      // Prefix weights are computed twice.
      add(1, i.bus().width() + 3 + 2 * LogUpShape.MAX_VARIABLES);
    }
    add(s.chip().constraints().size(), 2);
    add(s.chip().graph().nodes().size(), PER_NODE);
    add(2L * PER_COORDINATE, LogUpShape.MAX_VARIABLES);
    for (Segment.Source source : s.sources()) {
      switch (source) {
        case Segment.Public(PublicColumn.RealPositions r) ->
            add(r.boxes().size(), 4L * KeyLimits.MAX_LOG_ROWS);
        case Segment.Public(PublicColumn.Linear l) -> add(l.parts().size(), n * n + 12 * n + 4);
        case Segment.Public p -> add(1, n * n + 12 * n);
        case Segment.Committed c -> add(1, evaluation);
        case Segment.Virtual v -> add(1, 1);
      }
    }
  }

  private void relations() {
    int count = 0;
    int axes = 1;
    for (Relation r : plan.relations()) {
      for (Term t : r.terms()) {
        term(t);
        if (t.b() != null) {
          count++;
          axes = Math.max(axes, t.axes().size());
        }
      }
    }
    // Each product is looked up among the groups before it, in a tree: axis by axis a comparison.
    add(count, 2L * axes * (Integer.SIZE - Integer.numberOfLeadingZeros(count)));
  }

  private void term(Term t) {
    int aLog = 0;
    int bLog = 0;
    for (AxisMap axis : t.axes()) {
      aLog += axis.aLog();
      bLog += axis.bLog();
      if (axis instanceof AxisMap.Window w) {
        add(PER_ENTRY, 1L << w.outLog());
        add(PER_ENTRY, 1L << w.aLog());
        add(PER_ENTRY, 1L << w.bLog());
        add(w.kernelLength(), w.outLength());
      } else if (axis instanceof AxisMap.Gather g) {
        add(PER_ENTRY, 1L << g.outLog());
        add(PER_ENTRY, 1L << g.aLog());
        add(1, g.indices().size());
      }
    }
    add(2L * PER_COORDINATE, KeyLimits.MAX_LOG_ROWS + KeyLimits.MAX_LOG_BLOCK);
    operand(t.a(), aLog);
    Operand b = t.b();
    if (b != null) {
      operand(b, bLog);
    }
  }

  private void operand(Operand o, int log) {
    // A public block's weights are expanded to a table.
    add(1, o.isPublic() ? (long) PER_PUBLIC_ENTRY << log : evaluation);
  }

  private void publicValues() {
    long entries = 0;
    for (PublicTensor t : plan.publicTensors()) {
      TensorLayout layout = t.layout();
      for (int b = 0; b < layout.blocks(); b++) {
        entries += 1L << layout.blockLog(b);
      }
    }
    add(entries, Long.BYTES * PERMUTATION / RATE_BYTES + 1);
    for (ProofPlan.Binding b : plan.bindings()) {
      Operand o = b.committed();
      add(PER_PUBLIC_ENTRY, 1L << plan.commitments().get(o.source()).blockLogs().get(o.block()));
      add(1, evaluation);
    }
  }

  private void opening() {
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      // Its layout is hashed for the out-of-domain point and for its identity.
      add(2, (c.blockLogs().size() / RATE_BYTES + IDENTITY_PERMUTATIONS) * PERMUTATION);
    }
    for (int k = 0; k < fri.commitments().size(); k++) {
      CommittedColumns size = fri.commitments().get(k);
      add(1, evaluation);
      add(2, 1L << size.logColumns());
      tree(fri.leafBits(), fri.leafWidth(k), fri.arity());
    }
    for (int i = 0; i < fri.oracleArities().size(); i++) {
      tree(fri.oracleLeafBits(i), fri.oracleLeafWidth(i), fri.oracleArities().get(i));
    }
    add(key.parameters().queries() + 1L, 1L << fri.logClear());
  }

  /** Hashing and folding of the leaves of one tree, and its paths. */
  private void tree(int depth, long leafWidth, int arity) {
    long queries = FriShape.maxLeaves(key.parameters().queries(), depth);
    add(queries, leafWidth);
    add(queries, ((long) PER_COORDINATE << arity) + 2 * Long.SIZE);
    add(queries, (leafWidth * Long.BYTES / RATE_BYTES + 1 + depth) * PERMUTATION);
  }

  private void add(long count, long each) {
    long product = count != 0 && each > CAP / count ? CAP : count * each;
    total = Math.min(CAP, total + product);
  }
}
