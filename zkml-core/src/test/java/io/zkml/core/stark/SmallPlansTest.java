package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.zkml.core.field.Goldilocks;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.Folding;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans at the edges: one row, no preprocessed commitment, relations of public tensors alone. */
class SmallPlansTest {

  private static final Bus BUS = new Bus("bus", 1, 1);

  private static ProvingKey key(ProofPlan plan, int logHeight, int arity) {
    return new ProvingKey(
        new VerifyingKey(
            SecurityParameters.UNSAFE_TEST, plan, Folding.uniform(logHeight, arity), List.of()),
        List.of(),
        List.of());
  }

  private static StarkProof prove(ProvingKey key, Statement statement, Witness witness) {
    try (Workers workers = Workers.of(1)) {
      return new StarkProver(Kernels.scalar(), workers, key).prove(statement, witness);
    }
  }

  private static Statement nothing() {
    return new Statement(List.of(), new byte[0]);
  }

  private static ProofPlan withoutRelations(Chip chip, int logRows) {
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(logRows))),
        List.of(),
        List.of(new Segment(chip, 1L << logRows, logRows, List.of(new Segment.Committed(0, 0)))),
        List.of(),
        List.of());
  }

  /** One message that counts nothing: the fractional sum has one leaf and no layer. */
  private static Chip silent() {
    ConstraintBuilder b = new ConstraintBuilder("silent");
    Expr x = b.committed("x");
    b.zero("x is 5", x.plus(-5));
    b.interact("nothing", BUS, b.constant(0), x);
    return b.build();
  }

  @Test
  void verify_oneRowOneMessage_decidesTheConstraint() throws ProofRejectedException {
    ProofPlan plan = withoutRelations(silent(), 0);
    assertThat(ProofShape.logUp(plan).variables()).isZero();
    ProvingKey key = key(plan, 1, 1);
    Witness right = new Witness(List.of(new long[] {5}), List.of());
    StarkProof proof = prove(key, nothing(), right);
    assertThat(proof.zerocheck().rounds()).isEmpty();
    assertThat(proof.gkr().layers()).isEmpty();
    assertThat(new NaiveStarkProver(key, nothing(), right).prove()).isEqualTo(proof);
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), nothing(), proof))
        .doesNotThrowAnyException();
    Witness wrong = new Witness(List.of(new long[] {6}), List.of());
    rejected(key, nothing(), wrong, RejectReason.ZEROCHECK);
  }

  private static void rejected(
      ProvingKey key, Statement statement, Witness witness, RejectReason reason)
      throws ProofRejectedException {
    StarkProof proof = new NaiveStarkProver(key, statement, witness).prove();
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), statement, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void verify_oneMessageThatCounts_rejects() throws ProofRejectedException {
    ConstraintBuilder b = new ConstraintBuilder("loud");
    b.send("one", BUS, b.committed("x"));
    ProvingKey key = key(withoutRelations(b.build(), 0), 1, 1);
    rejected(key, nothing(), new Witness(List.of(new long[] {5}), List.of()), RejectReason.LOGUP);
  }

  private static final TensorLayout VECTOR = new TensorLayout(List.of(AxisLayout.padded(3)));

  /** c = a b elementwise, a and b public; nothing committed but c. */
  private static ProofPlan publicProduct() {
    ConstraintBuilder builder = new ConstraintBuilder("product");
    Expr c = builder.committed("c");
    Expr ab = builder.virtual("ab");
    builder.zero("c", c.minus(ab));
    builder.interact("nothing", BUS, builder.constant(0), c);
    Term term =
        new Term(
            0, 1, Operand.publicBlock(0), Operand.publicBlock(1), List.of(new AxisMap.Shared(2)));
    List<Segment.Source> sources = List.of(new Segment.Committed(0, 0), new Segment.Virtual(0));
    return new ProofPlan(
        List.of(new ProofPlan.CommittedVector(false, List.of(2))),
        List.of(
            new PublicTensor("a", VECTOR, -9, 9),
            new PublicTensor("b", VECTOR, -9, 9),
            new PublicTensor("c", VECTOR, -81, 81)),
        List.of(new Segment(builder.build(), 4, 2, sources)),
        List.of(new Relation("ab", 2, List.of(term))),
        List.of(new ProofPlan.Binding(Operand.committed(0, 0), 2)));
  }

  private static final long[] A = {3, -2, 9};
  private static final long[] B = {4, 5, -9};

  private static Statement product(long... c) {
    return new Statement(List.of(A, B, c), new byte[0]);
  }

  private static Witness witness(long... c) {
    long[] canonical = new long[4];
    for (int i = 0; i < c.length; i++) {
      canonical[i] = Goldilocks.fromSigned(c[i]);
    }
    return new Witness(List.of(canonical), List.of(canonical.clone()));
  }

  @Test
  void verify_relationOfPublicTensorsAlone_isDecidedWithoutAnOpening()
      throws ProofRejectedException {
    ProvingKey key = key(publicProduct(), 3, 1);
    StarkProof proof = prove(key, product(12, -10, -81), witness(12, -10, -81));
    assertThat(proof.contraction().operands().length()).isZero();
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), product(12, -10, -81), proof))
        .doesNotThrowAnyException();
  }

  @Test
  void verify_falseRelationOfPublicTensors_rejects() {
    // The naive prover asks the verifier for its claims and is told at once.
    ProvingKey key = key(publicProduct(), 3, 1);
    for (long[] c : new long[][] {{12, -10, -80}, {0, 0, 0}, {12, -10, 81}}) {
      assertThatThrownBy(() -> new NaiveStarkProver(key, product(c), witness(c)).prove())
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.CONTRACTION));
    }
  }

  @Test
  void verify_paddingOfABoundBlock_mustBeZero() throws ProofRejectedException {
    ConstraintBuilder b = new ConstraintBuilder("free");
    Expr x = b.committed("x");
    b.interact("nothing", BUS, b.constant(0), x);
    List<Segment.Source> source = List.of(new Segment.Committed(0, 0));
    ProofPlan plan =
        new ProofPlan(
            List.of(new ProofPlan.CommittedVector(false, List.of(2))),
            List.of(new PublicTensor("x", VECTOR, -9, 9)),
            List.of(new Segment(b.build(), 3, 2, source)),
            List.of(),
            List.of(new ProofPlan.Binding(Operand.committed(0, 0), 0)));
    ProvingKey key = key(plan, 3, 1);
    Statement statement = new Statement(List.of(new long[] {1, 2, 3}), new byte[0]);
    Witness right = new Witness(List.of(new long[] {1, 2, 3, 0}), List.of());
    StarkProof proof = prove(key, statement, right);
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), statement, proof))
        .doesNotThrowAnyException();
    for (int i = 0; i < 4; i++) {
      long[] wrong = {1, 2, 3, 0};
      wrong[i] += 1;
      rejected(key, statement, new Witness(List.of(wrong), List.of()), RejectReason.OPENING);
    }
  }

  @Test
  void section9Item17_messagesOfTwoBuses_doNotCancel() throws ProofRejectedException {
    ConstraintBuilder b = new ConstraintBuilder("two buses");
    Expr x = b.committed("x");
    b.send("in", BUS, x);
    b.interact("out", new Bus("other", 2, 1), b.constant(-1), x);
    ProvingKey key = key(withoutRelations(b.build(), 1), 1, 1);
    rejected(
        key, nothing(), new Witness(List.of(new long[] {5, 5}), List.of()), RejectReason.LOGUP);
  }

  @Test
  void section9Item17_messagesOfTwoWidths_doNotCancel() throws ProofRejectedException {
    ConstraintBuilder b = new ConstraintBuilder("two widths");
    Expr x = b.committed("x");
    b.send("in", BUS, x);
    b.interact("out", new Bus("wide", 2, 2), b.constant(-1), x, b.constant(0));
    ProvingKey key = key(withoutRelations(b.build(), 1), 1, 1);
    rejected(
        key, nothing(), new Witness(List.of(new long[] {5, 0}), List.of()), RejectReason.LOGUP);
  }
}
