package io.zkml.core.pcs.fri;

import static io.zkml.core.pcs.fri.Tampering.at;
import static io.zkml.core.pcs.fri.Tampering.flip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.Leaf;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.OpeningClaim;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.transcript.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FriTamperTest {

  private final OpeningFixture fixture =
      new OpeningFixture(
              SecurityParameters.UNSAFE_TEST, 7, 11, 1, List.of(List.of(11, 10, 4), List.of(12, 3)))
          .withAllClaims();
  private final OpeningProof proof = fixture.prove();

  private void assertRejected(OpeningProof changed) {
    Throwable thrown = catchThrowable(() -> fixture.verify(changed));
    assertThat(thrown).isInstanceOf(ProofRejectedException.class);
  }

  private void assertRejected(OpeningProof changed, RejectReason reason) {
    Throwable thrown = catchThrowable(() -> fixture.verify(changed));
    assertThat(thrown).isInstanceOf(ProofRejectedException.class);
    assertThat(((ProofRejectedException) thrown).reason()).isEqualTo(reason);
  }

  @Test
  void verify_anyByteOfAMessageChanged_rejects() {
    for (int i = 0; i < proof.rounds().size(); i++) {
      for (int byteIndex = 0; byteIndex < 48; byteIndex++) {
        assertRejected(Tampering.rounds(proof, at(i, flip(byteIndex))));
      }
    }
    for (int i = 0; i < proof.oracleRoots().size(); i++) {
      for (int byteIndex = 0; byteIndex < 32; byteIndex++) {
        assertRejected(Tampering.oracleRoots(proof, at(i, flip(byteIndex))));
      }
    }
    for (int byteIndex = 0; byteIndex < 8; byteIndex++) {
      assertRejected(Tampering.nonce(proof, flip(byteIndex).apply(proof.nonce())));
    }
    for (int byteIndex = 0; byteIndex < proof.clear().length(); byteIndex += 7) {
      assertRejected(Tampering.clear(proof, flip(byteIndex).apply(proof.clear())));
    }
  }

  @Test
  void verify_anyLeafElementChanged_rejects() {
    for (int k = 0; k < proof.commitmentOpenings().size(); k++) {
      MultiOpening opening = proof.commitmentOpenings().get(k);
      for (int i = 0; i < opening.leaves().size(); i++) {
        for (int e = 0; e < opening.leaves().get(i).width(); e++) {
          assertRejected(
              Tampering.commitmentOpenings(
                  proof, at(k, Tampering.leaf(i, Tampering.element(e, v -> v ^ 1)))));
        }
      }
    }
    for (int k = 0; k < proof.oracleOpenings().size(); k++) {
      for (int e = 0; e < proof.oracleOpenings().get(k).sent().width(); e++) {
        assertRejected(
            Tampering.oracleOpenings(
                proof, at(k, Tampering.sent(Tampering.element(e, v -> v ^ 1)))));
      }
    }
  }

  @Test
  void verify_anySiblingChanged_rejects() {
    for (int k = 0; k < proof.commitmentOpenings().size(); k++) {
      for (int i = 0; i < proof.commitmentOpenings().get(k).siblings().size(); i++) {
        assertRejected(
            Tampering.commitmentOpenings(proof, at(k, Tampering.siblings(at(i, Tampering::flip)))),
            RejectReason.MERKLE);
      }
    }
    for (int k = 0; k < proof.oracleOpenings().size(); k++) {
      for (int i = 0; i < proof.oracleOpenings().get(k).siblings().size(); i++) {
        assertRejected(
            Tampering.oracleOpenings(
                proof, at(k, Tampering.oracleSiblings(at(i, Tampering::flip)))),
            RejectReason.MERKLE);
      }
    }
  }

  @Test
  void verify_otherRootOrValue_rejects() {
    for (int k = 0; k < fixture.data.size(); k++) {
      List<Commitment> commitments = new ArrayList<>(fixture.commitments());
      Commitment c = commitments.get(k);
      commitments.set(k, new Commitment(Tampering.flip(c.root()), c.layout(), c.oodValue()));
      assertThatThrownBy(() -> fixture.verify(proof, commitments, fixture.claims))
          .isInstanceOf(ProofRejectedException.class);
      commitments.set(k, new Commitment(c.root(), c.layout(), c.oodValue().add(Ext3.ONE)));
      assertThatThrownBy(() -> fixture.verify(proof, commitments, fixture.claims))
          .isInstanceOf(ProofRejectedException.class);
    }
  }

  @Test
  void verify_otherClaimValueOrder_rejects() {
    for (int j = 0; j < fixture.claims.size(); j++) {
      List<OpeningClaim> claims = new ArrayList<>(fixture.claims);
      OpeningClaim claim = claims.get(j);
      claims.set(j, new OpeningClaim(claim.terms(), claim.value().add(Ext3.ONE)));
      assertThatThrownBy(() -> fixture.verify(proof, fixture.commitments(), claims))
          .isInstanceOf(ProofRejectedException.class);
    }
    List<OpeningClaim> reversed = new ArrayList<>(fixture.claims);
    Collections.reverse(reversed);
    assertThatThrownBy(() -> fixture.verify(proof, fixture.commitments(), reversed))
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void section9Item09_clearMessageChanged_rejects() {
    assertRejected(Tampering.clear(proof, flip(3).apply(proof.clear())));
    assertRejected(Tampering.clear(proof, Message.of(new byte[proof.clear().length()])));
    assertRejected(
        Tampering.clear(proof, Message.of(new byte[proof.clear().length() - 24])),
        RejectReason.MALFORMED);
  }

  @Test
  void section9Item12_otherNonce_rejects() {
    OpeningFixture f =
        new OpeningFixture(SecurityParameters.BALANCED_100, 8, 6, 2, List.of(List.of(7)));
    OpeningProof honest = f.prove();
    byte[] next = honest.nonce().toBytes();
    next[7]++;
    assertThatThrownBy(() -> f.verify(Tampering.nonce(honest, Message.of(next))))
        .isInstanceOfSatisfying(
            ProofRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(RejectReason.GRINDING));
  }

  @Test
  void section9Item13_otherPositions_rejects() {
    int[] other = {1, 5, 9, 13};
    int opened = proof.commitmentOpenings().get(0).leaves().size();
    int[] others = Arrays.copyOf(other, opened);
    for (int k = 0; k < 2; k++) {
      MultiOpening elsewhere = fixture.data.get(k).open(others);
      assertRejected(Tampering.commitmentOpenings(proof, at(k, o -> elsewhere)));
    }
    assertRejected(
        Tampering.commitmentOpenings(
            proof,
            openings -> {
              Collections.reverse(openings);
              return openings;
            }));
  }

  @Test
  void section9Item14_wrongCounts_reject() {
    assertRejected(Tampering.rounds(proof, Tampering.shorter()), RejectReason.MALFORMED);
    assertRejected(Tampering.rounds(proof, Tampering.longer()), RejectReason.MALFORMED);
    assertRejected(Tampering.oracleRoots(proof, Tampering.shorter()), RejectReason.MALFORMED);
    assertRejected(Tampering.oracleRoots(proof, Tampering.longer()), RejectReason.MALFORMED);
    assertRejected(
        Tampering.commitmentOpenings(proof, Tampering.shorter()), RejectReason.MALFORMED);
    assertRejected(Tampering.commitmentOpenings(proof, Tampering.longer()), RejectReason.MALFORMED);
    assertRejected(Tampering.oracleOpenings(proof, Tampering.shorter()), RejectReason.MALFORMED);
    assertRejected(Tampering.oracleOpenings(proof, Tampering.longer()), RejectReason.MALFORMED);
  }

  @Test
  void section9Item14_wrongLengthsAndLeaves_reject() {
    assertRejected(
        Tampering.rounds(proof, at(0, m -> Message.of(new byte[72]))), RejectReason.MALFORMED);
    assertRejected(
        Tampering.commitmentOpenings(proof, at(0, Tampering.leaves(Tampering.shorter()))),
        RejectReason.MALFORMED);
    assertRejected(
        Tampering.commitmentOpenings(proof, at(0, Tampering.leaves(Tampering.longer()))),
        RejectReason.MALFORMED);
    assertRejected(
        Tampering.oracleOpenings(proof, at(1, Tampering.oracleSiblings(Tampering.shorter()))),
        RejectReason.MALFORMED);
    assertRejected(
        Tampering.oracleOpenings(proof, at(1, Tampering.oracleSiblings(Tampering.longer()))),
        RejectReason.MALFORMED);
  }

  @Test
  void verify_otherNumberOfSentEntries_rejects() {
    for (int k = 0; k < proof.oracleOpenings().size(); k++) {
      int width = proof.oracleOpenings().get(k).sent().width();
      for (int other : new int[] {0, width - 3, width - 1, width + 1, width + 3}) {
        assertRejected(
            Tampering.oracleOpenings(
                proof, at(k, Tampering.sent(l -> Leaf.of(Arrays.copyOf(l.toArray(), other))))),
            RejectReason.MALFORMED);
      }
    }
  }

  @Test
  void section9Item15_nonCanonicalElements_reject() {
    OpeningFixture zero =
        new OpeningFixture(SecurityParameters.UNSAFE_TEST, 9, 10, 1, List.of(List.of()));
    OpeningProof honest = zero.prove();
    long p = Goldilocks.P;
    OpeningProof leaf =
        Tampering.commitmentOpenings(
            honest, at(0, Tampering.leaf(0, Tampering.element(0, v -> v + p))));
    OpeningProof oracle =
        Tampering.oracleOpenings(honest, at(0, Tampering.sent(Tampering.element(2, v -> v + p))));
    byte[] round = honest.rounds().get(0).toBytes();
    ByteBuffer.wrap(round).putLong(8, p);
    OpeningProof message = Tampering.rounds(honest, at(0, m -> Message.of(round)));
    for (OpeningProof changed : List.of(leaf, oracle, message)) {
      assertThatThrownBy(() -> zero.verify(changed))
          .isInstanceOfSatisfying(
              ProofRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(RejectReason.NON_CANONICAL));
    }
  }
}
