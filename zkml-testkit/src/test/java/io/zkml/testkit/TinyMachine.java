package io.zkml.testkit;

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
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import java.util.Arrays;
import java.util.List;

/**
 * The smallest program with every part of a proof: y = w x, entry by entry, x committed and below
 * 8.
 */
record TinyMachine(VerifyingKey key, Statement statement, StarkProof proof) {

  private static final SecurityParameters PARAMETERS = SecurityParameters.UNSAFE_TEST;
  private static final int LOG = 3;
  private static final int ROWS = 1 << LOG;
  private static final Bus RANGE = new Bus("range", 1, 1);

  /** A proof with columns of 2^logHeight entries. */
  static TinyMachine prove(int logHeight) {
    long[] w = {3, 1, 4, 1, 5, 9, 2, 6};
    long[] x = {2, 7, 1, 0, 2, 0, 1, 7};
    long[] y = new long[ROWS];
    long[] count = new long[ROWS];
    for (int i = 0; i < ROWS; i++) {
      y[i] = w[i] * x[i];
      count[(int) x[i]]++;
    }
    StackedLayout layout = new StackedLayout(logHeight, List.of(LOG));
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, w, 0, ROWS);
    try (Workers workers = Workers.of(1)) {
      CommittedData data = new FriProver(PARAMETERS, Kernels.scalar(), workers).commit(columns, 1);
      VerifyingKey key =
          new VerifyingKey(
              PARAMETERS, plan(), Folding.uniform(logHeight, 1), List.of(data.commitment()));
      FriProver fri = new FriProver(PARAMETERS, Kernels.scalar(), workers);
      long[] entries = Arrays.copyOf(x, ROWS + (1 << ProofPlan.SALT_LOG));
      Salt salt = Salt.of(new byte[Salt.BYTES]);
      BoundaryVector boundary = BoundaryVector.commit(fri, key, 0, entries, salt);
      Statement statement =
          new Statement(List.of(y), List.of(boundary.digest(key)), new byte[] {1, 2});
      long[] witness = Arrays.copyOf(y, 2 * ROWS);
      System.arraycopy(count, 0, witness, ROWS, ROWS);
      StarkProof proof =
          new StarkProver(Kernels.scalar(), workers, new ProvingKey(key, List.of(w), List.of(data)))
              .prove(statement, new Witness(List.of(boundary), List.of(witness), List.of(y)));
      return new TinyMachine(key, statement, proof);
    }
  }

  private static ProofPlan plan() {
    Term product =
        new Term(
            0,
            1,
            Operand.committed(1, 0),
            Operand.committed(0, 0),
            List.of(new AxisMap.Shared(LOG)));
    TensorLayout layout = new TensorLayout(List.of(AxisLayout.padded(ROWS)));
    return new ProofPlan(
        List.of(
            new ProofPlan.CommittedVector(true, List.of(LOG)),
            ProofPlan.CommittedVector.boundary(List.of(LOG)),
            new ProofPlan.CommittedVector(false, List.of(LOG, LOG))),
        List.of(new PublicTensor("y", layout, 0, 100)),
        List.of(
            new Segment(
                productChip(),
                ROWS,
                LOG,
                List.of(
                    new Segment.Committed(1, 0),
                    new Segment.Committed(2, 0),
                    new Segment.Virtual(0))),
            new Segment(
                rangeChip(),
                ROWS,
                LOG,
                List.of(
                    new Segment.Public(new PublicColumn.Affine(0, 1)),
                    new Segment.Committed(2, 1)))),
        List.of(new Relation("product", LOG, List.of(product))),
        List.of(new ProofPlan.Binding(Operand.committed(2, 0), 0)));
  }

  private static Chip productChip() {
    ConstraintBuilder b = new ConstraintBuilder("product");
    Expr x = b.committed("x");
    Expr y = b.committed("y");
    b.zero("product", y.minus(b.virtual("product")));
    b.send("x", RANGE, x);
    return b.build();
  }

  private static Chip rangeChip() {
    ConstraintBuilder b = new ConstraintBuilder("range");
    Expr key = b.publicColumn("key");
    b.interact("key", RANGE, b.committed("count").negate(), key);
    return b.build();
  }
}
