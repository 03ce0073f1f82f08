package io.zkml.evm;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.Bus;
import io.zkml.core.air.ConstraintBuilder;
import io.zkml.core.air.ConstraintBuilder.Expr;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.Relation;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.PublicTensor;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Terms whose only operand is public: the contract computes their weighted sums itself. */
class PublicOperandTest {

  private static final long[] X = {3, -2, 9, 5, 1, 0, -7, 8};

  /** The column y of 2^log rows, bound to a public tensor, is what the axes make of x. */
  private static VerifyingKey key(int log, List<AxisMap> axes) {
    ConstraintBuilder builder = new ConstraintBuilder("sum");
    Expr y = builder.committed("y");
    builder.zero("y", y.minus(builder.virtual("of x")));
    builder.interact("nothing", new Bus("bus", 1, 1), builder.constant(0), y);
    Term term = new Term(0, 1, Operand.publicBlock(0), null, axes);
    TensorLayout in = new TensorLayout(List.of(AxisLayout.padded(X.length)));
    TensorLayout out = new TensorLayout(List.of(AxisLayout.padded(1 << log)));
    List<Segment.Source> sources = List.of(new Segment.Committed(0, 0), new Segment.Virtual(0));
    ProofPlan plan =
        new ProofPlan(
            List.of(new ProofPlan.CommittedVector(false, List.of(log))),
            List.of(new PublicTensor("x", in, -9, 9), new PublicTensor("y", out, -99, 99)),
            List.of(new Segment(builder.build(), 1L << log, log, sources)),
            List.of(new Relation("of x", log, List.of(term))),
            List.of(new ProofPlan.Binding(Operand.committed(0, 0), 1)));
    Folding folding = Folding.uniform(3, 1);
    return new VerifyingKey(SecurityParameters.UNSAFE_TEST, plan, folding, List.of());
  }

  private static boolean accepts(int log, List<AxisMap> axes, long... y) throws IOException {
    VerifyingKey key = key(log, axes);
    Statement statement = new Statement(List.of(X, y), new byte[0]);
    long[] column = new long[y.length];
    for (int i = 0; i < y.length; i++) {
      column[i] = Goldilocks.fromSigned(y[i]);
    }
    Witness witness = new Witness(List.of(column), List.of(column.clone()));
    StarkProof proof;
    try (Workers workers = Workers.of(1)) {
      ProvingKey proving = new ProvingKey(key, List.of(), List.of());
      proof = new StarkProver(Kernels.scalar(), workers, proving).prove(statement, witness);
    }
    OnChain chain = new OnChain();
    return chain.accepts(chain.publish(key), statement, ProofCodec.encode(proof, key));
  }

  @Test
  void verify_sumOfPublicEntries_isTheirSum() throws IOException {
    assertThat(accepts(0, List.of(new AxisMap.Sum(3)), 17)).isTrue();
  }

  @Test
  void verify_sumsOfPublicRows_areTheirSums() throws IOException {
    assertThat(accepts(1, List.of(new AxisMap.Batch(1), new AxisMap.Sum(2)), 15, 2)).isTrue();
  }

  @Test
  void verify_sumsOfPublicColumns_areTheirSums() throws IOException {
    assertThat(accepts(1, List.of(new AxisMap.Sum(2), new AxisMap.Batch(1)), 6, 11)).isTrue();
  }

  @Test
  void verify_windowsOfPublicRows_areTheirSums() throws IOException {
    AxisMap window = new AxisMap.Window(1, 2, 2, 4, 1, 2, 2, 1, 0, false);
    assertThat(accepts(2, List.of(new AxisMap.Batch(1), window), 1, 14, 1, 1)).isTrue();
  }

  @Test
  void verify_gatheredPublicEntries_areThose() throws IOException {
    AxisMap gather = new AxisMap.Gather(1, 2, IndexList.of(new int[] {2, 0}));
    assertThat(accepts(2, List.of(new AxisMap.Batch(1), gather), 9, 3, -7, 1)).isTrue();
  }
}
