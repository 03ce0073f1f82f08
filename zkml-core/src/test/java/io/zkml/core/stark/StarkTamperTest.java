package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Kernels;
import io.zkml.core.merkle.Digest;
import io.zkml.core.poly.RandomElements;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.transcript.ChallengeTape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An accepted proof with one thing changed: each is rejected, and nothing else is thrown. */
class StarkTamperTest {

  private final SampleRun run = new SampleRun(7);
  private final ProvingKey key = run.key();

  private static void reject(VerifyingKey key, Statement s, StarkProof proof, String what) {
    try {
      StarkVerifier.verify(key, s, proof);
    } catch (ProofRejectedException e) {
      return;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + " made the verifier fail", e);
    }
    fail("%s was accepted", what);
  }

  /** Without and with folded oracles. */
  @ParameterizedTest
  @CsvSource({"6, 2", "11, 1"})
  void verify_anyChangeOfTheProof_rejects(int logHeight, int arity) {
    ProvingKey own = run.key(SampleRun.PARAMETERS, logHeight, arity);
    StarkProof proof = run.prove(own, Kernels.scalar(), 1);
    RandomElements random = new RandomElements(logHeight);
    List<ProofMutations.Mutation<StarkProof>> all = ProofMutations.of(proof, random);
    assertThat(all).hasSizeGreaterThan(1000);
    Statement statement = run.statement();
    for (ProofMutations.Mutation<StarkProof> m : all) {
      reject(own.verifyingKey(), statement, m.value(), random + ": " + m.what());
    }
  }

  @Test
  void section9Item28_wrongCounts_areRefusedBeforeAnythingIsRead() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    RandomElements random = new RandomElements(1);
    int refused = 0;
    for (ProofMutations.Mutation<StarkProof> m : ProofMutations.of(proof, random)) {
      boolean counts =
          m.value().commitments().size() != proof.commitments().size()
              || m.value().gkr().layers().size() != proof.gkr().layers().size()
              || m.value().zerocheck().rounds().size() != proof.zerocheck().rounds().size()
              || m.value().contraction().rounds().size() != proof.contraction().rounds().size();
      if (counts) {
        refused++;
        Recording tape = new Recording();
        assertThatThrownBy(
                () -> StarkVerifier.verify(key.verifyingKey(), run.statement(), m.value(), tape))
            .isInstanceOfSatisfying(
                ProofRejectedException.class,
                e -> assertThat(e.reason()).isEqualTo(RejectReason.MALFORMED));
        assertThat(tape.entries()).as(m.what()).isEmpty();
      }
    }
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void verify_anyOtherStatement_rejects() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    VerifyingKey vk = key.verifyingKey();
    Statement honest = run.statement();
    for (int t = 0; t < 2; t++) {
      for (int i = 0; i < honest.tensors().get(t).length; i++) {
        for (long change : new long[] {1, -1}) {
          reject(vk, changed(honest, t, i, change), proof, "entry " + i + " of tensor " + t);
        }
      }
    }
    for (byte[] context : new byte[][] {{}, {1, 2}, {1, 2, 3, 0}, {1, 2, 4}, {0, 1, 2, 3}}) {
      reject(vk, new Statement(honest.tensors(), context), proof, "another context");
    }
    List<long[]> swapped = honest.tensors().reversed();
    reject(vk, new Statement(swapped, honest.context()), proof, "swapped tensors");
  }

  private static Statement changed(Statement s, int tensor, int entry, long change) {
    Statement copy = new Statement(s.tensors(), s.context());
    copy.tensors().get(tensor)[entry] += change;
    return copy;
  }

  @Test
  void verify_digestWithoutACommitment_rejectsAsStatement() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    Digest digest = Digest.of(proof.commitments().getFirst().root().toBytes());
    Statement s = new Statement(List.of(run.x, run.y), List.of(digest), run.context);
    assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), s, proof))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.STATEMENT));
  }

  @Test
  void verify_statementOutsideThePlan_rejectsAsStatement() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    long[] x = run.x;
    long[] y = run.y;
    List<List<long[]>> wrong = new ArrayList<>();
    wrong.add(List.of());
    wrong.add(List.of(x));
    wrong.add(List.of(x, y, y));
    wrong.add(List.of(java.util.Arrays.copyOf(x, x.length - 1), y));
    wrong.add(List.of(java.util.Arrays.copyOf(x, x.length + 1), y));
    wrong.add(List.of(new long[0], y));
    for (long v : new long[] {21, -21, Long.MAX_VALUE, Long.MIN_VALUE, -1L << 62}) {
      long[] outside = x.clone();
      outside[3] = v;
      wrong.add(List.of(outside, y));
    }
    long[] large = y.clone();
    large[0] = 1001;
    wrong.add(List.of(x, large));
    for (List<long[]> tensors : wrong) {
      Statement statement = new Statement(tensors, run.context);
      assertThatThrownBy(() -> StarkVerifier.verify(key.verifyingKey(), statement, proof))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.STATEMENT));
    }
  }

  @Test
  void verify_valueAliasModuloP_rejects() {
    // p is out of every bound, so no two statements stand for the same elements.
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    Statement alias = new Statement(List.of(run.x, run.y), run.context);
    alias.tensors().get(0)[0] += 0xFFFF_FFFF_0000_0001L;
    reject(key.verifyingKey(), alias, proof, "a value plus p");
  }

  @Test
  void verify_proofOfAnotherStatement_rejects() {
    SampleRun other = new SampleRun(8);
    System.arraycopy(run.preprocessed, 0, other.preprocessed, 0, run.preprocessed.length);
    other.fill();
    assertThat(other.x).isNotEqualTo(run.x);
    StarkProof proof = other.prove(key, Kernels.scalar(), 1);
    reject(key.verifyingKey(), run.statement(), proof, "a transplanted proof");
    StarkProof own = run.prove(key, Kernels.scalar(), 1);
    StarkProof mixed =
        new StarkProof(
            own.commitments(), own.gkr(), own.zerocheck(), own.contraction(), proof.opening());
    reject(key.verifyingKey(), run.statement(), mixed, "a mixed proof");
  }

  @Test
  void verify_keyOfOtherWeights_rejects() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    SampleRun other = new SampleRun(7);
    other.preprocessed[0] ^= 1;
    VerifyingKey vk = other.key().verifyingKey();
    assertThat(vk.digest()).isNotEqualTo(key.verifyingKey().digest());
    reject(vk, run.statement(), proof, "another model");
  }

  @Test
  void section9Item06_preprocessedValueChanged_rejects() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    VerifyingKey vk = key.verifyingKey();
    var c = vk.preprocessed().getFirst();
    var lie = new io.zkml.core.pcs.Commitment(c.root(), c.layout(), c.oodValue().add(Ext3.ONE));
    VerifyingKey other = new VerifyingKey(vk.parameters(), vk.plan(), vk.folding(), List.of(lie));
    assertThat(other.digest()).isNotEqualTo(vk.digest());
    reject(other, run.statement(), proof, "another out-of-domain value");
  }

  @Test
  void verify_keyOfOtherParametersOrShape_rejects() {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    reject(
        run.key(SecurityParameters.FAST_100, 6, 2).verifyingKey(),
        run.statement(),
        proof,
        "other parameters");
    for (int[] shape : new int[][] {{7, 2}, {5, 2}, {6, 1}, {6, 3}, {11, 1}}) {
      VerifyingKey vk = run.key(SampleRun.PARAMETERS, shape[0], shape[1]).verifyingKey();
      reject(vk, run.statement(), proof, "height " + shape[0] + ", arity " + shape[1]);
    }
  }

  @Test
  void verify_tapeThatListens_doesNotChangeTheOutcome() throws ProofRejectedException {
    StarkProof proof = run.prove(key, Kernels.scalar(), 1);
    StarkVerifier.verify(key.verifyingKey(), run.statement(), proof, ChallengeTape.none());
    StarkVerifier.verify(key.verifyingKey(), run.statement(), proof, new Recording());
  }
}
