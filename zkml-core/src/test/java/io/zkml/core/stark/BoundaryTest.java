package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.codec.KeyFormatException;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.merkle.Digest;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.Witness;
import io.zkml.core.transcript.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commitments that stand in the statement: what a digest says, and what a prover cannot do. */
class BoundaryTest {

  private final ProvingKey key = BoundaryPlan.key();
  private final VerifyingKey vk = key.verifyingKey();
  private final BoundaryPlan run = new BoundaryPlan(3, 0, 7);
  private final List<BoundaryVector> boundary = run.boundary(vk);
  private final Statement statement = run.statement(vk, boundary);
  private final StarkProof proof = run.prove(key, statement, run.witness(boundary));

  private void rejected(Statement s, StarkProof p, RejectReason reason) {
    assertThatThrownBy(() -> StarkVerifier.verify(vk, s, p))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** A proof by the naive prover, which does not look whether it is true. */
  private StarkProof forge(BoundaryPlan lie, Statement s, List<BoundaryVector> vectors)
      throws ProofRejectedException {
    return new NaiveStarkProver(key, s, lie.witness(vectors)).prove();
  }

  private static Statement with(Statement s, List<Digest> digests) {
    return new Statement(s.tensors(), digests, s.context());
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsafe-test", "balanced128", "small100"})
  void verify_committedInputAndOutput_accepts(String set)
      throws ProofRejectedException, KeyFormatException {
    ProvingKey own = BoundaryPlan.key(SecurityParameters.named(set));
    List<BoundaryVector> vectors = run.boundary(own.verifyingKey());
    Statement s = run.statement(own.verifyingKey(), vectors);
    byte[] bytes = ProofCodec.encode(run.prove(own, s, run.witness(vectors)), own.verifyingKey());
    VerifyingKey read = VerifyingKeyCodec.decode(VerifyingKeyCodec.encode(own.verifyingKey()));
    assertThat(read).isEqualTo(own.verifyingKey());
    Statement sent = StatementCodec.decode(StatementCodec.encode(s));
    StarkVerifier.verify(read, sent, ProofCodec.decode(bytes, read));
  }

  @Test
  void prove_equalSalts_isDeterministicAndEqualsTheNaiveProver() throws ProofRejectedException {
    List<BoundaryVector> again = run.boundary(vk);
    assertThat(run.prove(key, run.statement(vk, again), run.witness(again))).isEqualTo(proof);
    assertThat(forge(run, statement, boundary)).isEqualTo(proof);
  }

  @Test
  void digest_otherDataSaltOrKey_isAnother() {
    Salt salt = BoundaryPlan.salt(1);
    VerifyingKey other = BoundaryPlan.key(SecurityParameters.FAST_100).verifyingKey();
    List<Digest> digests = new ArrayList<>();
    digests.add(BoundaryPlan.commit(vk, 0, run.x, salt).digest(vk));
    digests.add(BoundaryPlan.commit(vk, 0, run.x, BoundaryPlan.salt(2)).digest(vk));
    digests.add(BoundaryPlan.commit(vk, 0, run.y, salt).digest(vk));
    digests.add(BoundaryPlan.commit(other, 0, run.x, salt).digest(other));
    assertThat(digests).doesNotHaveDuplicates();
    // One vector has one digest wherever it stands: an output can be the next proof's input.
    assertThat(BoundaryPlan.commit(vk, 1, run.x, salt).digest(vk)).isEqualTo(digests.getFirst());
  }

  @Test
  void salt_cellsAndText() {
    Salt salt = Salt.random();
    assertThat(salt).isNotEqualTo(Salt.random()).isEqualTo(Salt.of(salt.toBytes()));
    assertThat(salt).hasToString("Salt").hasSameHashCodeAs(Salt.of(salt.toBytes()));
    assertThatThrownBy(() -> Salt.of(new byte[31])).hasMessageContaining("32 bytes");
    long[] cells = boundary.getFirst().entries();
    assertThat(Arrays.copyOfRange(cells, 4, 8)).doesNotContain(0).doesNotHaveDuplicates();
    assertThat(Arrays.copyOf(cells, 4)).isEqualTo(run.x);
    // The test vector of docs/PROTOCOL.md.
    Salt zero = Salt.of(new byte[Salt.BYTES]);
    assertThat(Arrays.copyOfRange(BoundaryPlan.commit(vk, 0, run.x, zero).entries(), 4, 8))
        .containsExactly(
            -4410256597599516160L,
            -6061070174207594155L,
            -6644013575039157700L,
            -4521065540582345173L);
  }

  @Test
  void verify_otherDigests_rejects() {
    List<Digest> digests = statement.commitments();
    Digest d = digests.getFirst();
    Digest changed = new Digest(d.w0(), d.w1(), d.w2(), d.w3() ^ 1);
    BoundaryVector resalted = BoundaryPlan.commit(vk, 0, run.x, BoundaryPlan.salt(9));
    BoundaryVector other = BoundaryPlan.commit(vk, 0, run.y, BoundaryPlan.salt(1));
    for (Digest first : List.of(changed, resalted.digest(vk), other.digest(vk))) {
      Statement s = with(statement, List.of(first, digests.getLast()));
      rejected(s, proof, RejectReason.STATEMENT);
    }
    rejected(with(statement, digests.reversed()), proof, RejectReason.STATEMENT);
    rejected(with(statement, List.of(d, d)), proof, RejectReason.STATEMENT);
    rejected(with(statement, List.of(d)), proof, RejectReason.STATEMENT);
    rejected(with(statement, List.of()), proof, RejectReason.STATEMENT);
    rejected(with(statement, List.of(d, digests.getLast(), d)), proof, RejectReason.STATEMENT);
  }

  @Test
  void verify_anyChangeOfTheProof_rejects() {
    RandomElements random = new RandomElements(3);
    for (ProofMutations.Mutation<StarkProof> m : ProofMutations.of(proof, random)) {
      assertThatThrownBy(() -> StarkVerifier.verify(vk, statement, m.value()))
          .as(m.what())
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @Test
  void verify_statement_isAbsorbedFirst() throws ProofRejectedException {
    Recording tape = new Recording();
    StarkVerifier.verify(vk, statement, proof, tape);
    assertThat(tape.entries().stream().limit(11).map(Recording.Entry::label))
        .containsExactly(
            "key",
            "public tensor",
            "committed tensor",
            "committed tensor",
            "context",
            "rows",
            "root",
            "ood value",
            "root",
            "ood value",
            "root");
    Recording.Absorbed second = (Recording.Absorbed) tape.entries().get(3);
    assertThat(second.data()).isEqualTo(Message.of(statement.commitments().get(1).toBytes()));
  }

  @Test
  void verify_otherVectorsThanTheStatements_rejects() throws ProofRejectedException {
    // Both vectors are exchanged, or one stands for both: the proof is about other digests.
    BoundaryPlan lie = new BoundaryPlan(0, 1, 0);
    List<BoundaryVector> own = lie.boundary(vk);
    Statement claimed = new Statement(List.of(lie.shown), statement.commitments(), new byte[] {5});
    rejected(claimed, forge(lie, claimed, own), RejectReason.STATEMENT);
    rejected(statement, forge(run, statement, boundary.reversed()), RejectReason.STATEMENT);
  }

  @Test
  void verify_inputAndOutputExchanged_rejects() throws ProofRejectedException {
    List<BoundaryVector> exchanged = boundary.reversed();
    Statement s = run.statement(vk, exchanged);
    // 49 is no input, and 3 is not the square of 9.
    rejected(s, forge(run, s, exchanged), RejectReason.LOGUP);
  }

  @Test
  void verify_oneCommitmentForBoth_convincesOnlyIfInputIsOutput() throws ProofRejectedException {
    BoundaryPlan fixed = new BoundaryPlan(1, 0, 1);
    BoundaryVector vector = BoundaryPlan.commit(vk, 0, fixed.x, BoundaryPlan.salt(1));
    List<BoundaryVector> twice = List.of(vector, vector);
    Statement s = fixed.statement(vk, twice);
    StarkVerifier.verify(vk, s, forge(fixed, s, twice));
    List<BoundaryVector> wrong = List.of(boundary.getFirst(), boundary.getFirst());
    Statement lie = run.statement(vk, wrong);
    rejected(lie, forge(run, lie, wrong), RejectReason.ZEROCHECK);
  }

  @Test
  void verify_cellOutOfRange_rejects() throws ProofRejectedException {
    for (long v : new long[] {8, 1L << 40}) {
      BoundaryPlan lie = new BoundaryPlan(3, 0, v);
      if (v > 8) {
        Arrays.fill(lie.y, 0);
      }
      List<BoundaryVector> own = lie.boundary(vk);
      lie.shown[2] = 0;
      Statement s = lie.statement(vk, own);
      rejected(s, forge(lie, s, own), RejectReason.LOGUP);
    }
  }

  @Test
  void verify_paddingCellNotZero_rejects() throws ProofRejectedException {
    BoundaryPlan lie = new BoundaryPlan(3, 0, 7, 1);
    List<BoundaryVector> own = lie.boundary(vk);
    Statement s = lie.statement(vk, own);
    rejected(s, forge(lie, s, own), RejectReason.ZEROCHECK);
  }

  @Test
  void verify_wrongOutputOrCopy_rejects() throws ProofRejectedException {
    BoundaryPlan lie = new BoundaryPlan(3, 0, 7);
    lie.y[1] = 1;
    List<BoundaryVector> own = lie.boundary(vk);
    Statement s = lie.statement(vk, own);
    rejected(s, forge(lie, s, own), RejectReason.ZEROCHECK);
    Statement copy =
        new Statement(List.of(new long[] {4, 1, 7}), statement.commitments(), new byte[1]);
    rejected(copy, forge(run, copy, boundary), RejectReason.OPENING);
  }

  @Test
  void verify_saltOrRestOfAnotherValue_changesTheDigestAlone() throws ProofRejectedException {
    // Nothing reads the salt: any cells may stand there, but digests tell them apart.
    BoundaryVector other = BoundaryPlan.commit(vk, 0, run.x, Salt.random());
    List<BoundaryVector> vectors = List.of(other, boundary.getLast());
    Statement s = run.statement(vk, vectors);
    StarkVerifier.verify(vk, s, run.prove(key, s, run.witness(vectors)));
    assertThat(s.commitments().getFirst()).isNotEqualTo(statement.commitments().getFirst());
  }

  @Test
  void verify_valueOfAnotherVector_rejects() {
    // The root is the statement's, the value is not: the digest covers both.
    StarkProof.CommitmentMessages first = proof.commitments().getFirst();
    List<StarkProof.CommitmentMessages> messages = new ArrayList<>(proof.commitments());
    messages.set(
        0, new StarkProof.CommitmentMessages(first.root(), proof.commitments().get(1).oodValue()));
    StarkProof lie =
        new StarkProof(
            messages, proof.gkr(), proof.zerocheck(), proof.contraction(), proof.opening());
    rejected(statement, lie, RejectReason.STATEMENT);
  }

  @Test
  void prove_statementOfOtherDigests_throws() {
    Statement other = with(statement, statement.commitments().reversed());
    Witness witness = run.witness(boundary);
    assertThatThrownBy(() -> run.prove(key, other, witness))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("commitments");
    assertThatThrownBy(() -> BoundaryVector.commit(null, vk, 0, new long[7], Salt.random()))
        .hasMessageContaining("entries");
  }
}
