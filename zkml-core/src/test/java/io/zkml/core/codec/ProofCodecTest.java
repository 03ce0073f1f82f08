package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.MultiOpening;
import io.zkml.core.pcs.fri.OpeningProof;
import io.zkml.core.pcs.fri.OracleOpening;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.rejection.RejectReason;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.VerifyingKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProofCodecTest {

  private static final int HEADER = ProofLayout.HEADER_BYTES;

  private final VerifyingKey key = KeyFixture.rich();

  @Test
  void encode_randomProofs_roundTrip() throws ProofRejectedException {
    for (long seed = 0; seed < 50; seed++) {
      for (VerifyingKey k : List.of(key, KeyFixture.tiny())) {
        StarkProof proof = ProofFixture.random(k, seed);
        byte[] bytes = ProofCodec.encode(proof, k);
        assertThat(ProofCodec.decode(bytes, k)).as("seed %s", seed).isEqualTo(proof);
        assertThat((long) bytes.length).isLessThanOrEqualTo(ProofCodec.maxBytes(k));
      }
    }
  }

  @Test
  void encode_realParameters_roundTrips() throws ProofRejectedException {
    VerifyingKey k = KeyFixture.key(SecurityParameters.BALANCED_128, KeyFixture.richPlan(), 14, 2);
    StarkProof proof = ProofFixture.random(k, 1);
    assertThat(ProofCodec.decode(ProofCodec.encode(proof, k), k)).isEqualTo(proof);
  }

  @Test
  void maxBytes_largestProof_isItsLength() throws ProofRejectedException {
    StarkProof proof = ProofFixture.largest(key, 3);
    byte[] bytes = ProofCodec.encode(proof, key);
    assertThat(ProofCodec.maxBytes(key)).isEqualTo(bytes.length);
    assertThat(ProofCodec.decode(bytes, key)).isEqualTo(proof);
  }

  @Test
  void decode_truncatedAnywhere_isMalformed() {
    byte[] bytes = ProofCodec.encode(ProofFixture.random(key, 4), key);
    for (int n = 0; n < bytes.length; n++) {
      assertReason(Arrays.copyOf(bytes, n), RejectReason.MALFORMED);
    }
  }

  @Test
  void decode_trailingBytes_isMalformed() {
    byte[] bytes = ProofCodec.encode(ProofFixture.random(key, 5), key);
    for (int more : new int[] {1, 8, 32, bytes.length}) {
      assertReason(Arrays.copyOf(bytes, bytes.length + more), RejectReason.MALFORMED);
    }
  }

  @Test
  void decode_anyByteFlipped_isRejectedOrAnotherProof() {
    byte[] bytes = ProofCodec.encode(ProofFixture.random(key, 6), key);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= (byte) (1 << i % 8);
      assertCanonical(changed, key);
    }
  }

  @Test
  void decode_anyBitFlipped_isRejectedOrAnotherProof() {
    VerifyingKey tiny = KeyFixture.tiny();
    byte[] bytes = ProofCodec.encode(ProofFixture.random(tiny, 6), tiny);
    for (int i = 0; i < 8 * bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertCanonical(changed, tiny);
    }
  }

  @Test
  void decode_randomChanges_areRejectedOrAnotherProof() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] bytes = ProofCodec.encode(ProofFixture.random(key, 7), key);
    for (int i = 0; i < 2000; i++) {
      int length = HEADER + random.nextInt(bytes.length - HEADER + 64);
      byte[] changed = Arrays.copyOf(bytes, length);
      for (int flips = random.nextInt(6); flips >= 0; flips--) {
        changed[HEADER + random.nextInt(length - HEADER + 1) - 1] = (byte) random.nextInt();
      }
      assertCanonical(changed, key);
    }
  }

  @Test
  void decode_randomBytes_isMalformed() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 2000; i++) {
      byte[] noise = new byte[random.nextInt(4000)];
      random.nextBytes(noise);
      assertReason(noise, RejectReason.MALFORMED);
    }
  }

  @Test
  void decode_everyElementNotCanonical_isRefused() {
    StarkProof proof = ProofFixture.random(key, 9);
    byte[] bytes = ProofCodec.encode(proof, key);
    // Behind the header and the root of the only commitment: y, then the rest of the argument.
    int from = HEADER + ProofLayout.DIGEST_BYTES;
    int until = from + 24 * 40;
    for (int at = from; at < until; at += Long.BYTES) {
      byte[] changed = bytes.clone();
      ByteBuffer.wrap(changed).putLong(at, Goldilocks.P);
      assertReason(changed, RejectReason.NON_CANONICAL);
    }
    byte[] leaf = bytes.clone();
    ByteBuffer.wrap(leaf).putLong(leavesAt(proof) + Short.BYTES, -1);
    assertReason(leaf, RejectReason.NON_CANONICAL);
  }

  @Test
  void decode_headerOfAnother_isMalformed() {
    byte[] bytes = ProofCodec.encode(ProofFixture.random(key, 10), key);
    for (int i = 0; i < HEADER; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertReason(changed, RejectReason.MALFORMED);
    }
    VerifyingKey other = KeyFixture.key(key.parameters(), key.plan(), key.logHeight() + 1, 1);
    assertThatThrownBy(() -> ProofCodec.decode(bytes, other))
        .isInstanceOf(ProofRejectedException.class)
        .hasMessageContaining("key");
  }

  @Test
  void decode_countsBeyondTheKey_isMalformed() {
    StarkProof proof = ProofFixture.largest(key, 11);
    byte[] bytes = ProofCodec.encode(proof, key);
    int at = leavesAt(proof);
    int leaves = proof.opening().commitmentOpenings().getFirst().leaves().size();
    int width = ProofLayout.of(key).commitmentTree(0).width();
    int siblingsAt = at + Short.BYTES + leaves * width * Long.BYTES;
    for (int count : new int[] {0, leaves + 1, 0xffff}) {
      assertReason(withCount(bytes, at, count), RejectReason.MALFORMED);
    }
    int siblings = proof.opening().commitmentOpenings().getFirst().siblings().size();
    for (int count : new int[] {siblings + 1, 0xffff}) {
      assertReason(withCount(bytes, siblingsAt, count), RejectReason.MALFORMED);
    }
  }

  @Test
  void decode_otherCountsOfAnOracle_rejects() {
    StarkProof proof = ProofFixture.random(key, 13);
    byte[] bytes = ProofCodec.encode(proof, key);
    OracleOpening last = proof.opening().oracleOpenings().getLast();
    int siblings = last.siblings().size();
    int siblingsAt = bytes.length - siblings * ProofLayout.DIGEST_BYTES - Short.BYTES;
    int sentAt = siblingsAt - last.sent().width() * Long.BYTES - Short.BYTES;
    for (int count : new int[] {last.sent().width() / 3 + 1, 0xffff}) {
      assertReason(withCount(bytes, sentAt, count), RejectReason.MALFORMED);
    }
    for (int count : new int[] {siblings + 1, 0xffff}) {
      assertReason(withCount(bytes, siblingsAt, count), RejectReason.MALFORMED);
    }
  }

  @Test
  void encode_proofOfAnotherShape_throws() {
    StarkProof proof = ProofFixture.random(key, 12);
    OpeningProof o = proof.opening();
    List<MultiOpening> fewer = new ArrayList<>(o.commitmentOpenings());
    fewer.removeLast();
    OpeningProof opening =
        new OpeningProof(
            o.rounds(), o.oracleRoots(), o.clear(), o.nonce(), fewer, o.oracleOpenings());
    StarkProof changed =
        new StarkProof(
            proof.commitments(), proof.gkr(), proof.zerocheck(), proof.contraction(), opening);
    assertThatThrownBy(() -> ProofCodec.encode(changed, key))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProofCodec.encode(proof, KeyFixture.tiny()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where the number of leaves of the first commitment stands. */
  private int leavesAt(StarkProof proof) {
    int tail = 0;
    for (OracleOpening o : proof.opening().oracleOpenings()) {
      tail += 2 * Short.BYTES + o.sent().width() * Long.BYTES;
      tail += o.siblings().size() * ProofLayout.DIGEST_BYTES;
    }
    for (MultiOpening o : proof.opening().commitmentOpenings()) {
      tail += 2 * Short.BYTES + o.leaves().size() * o.leaves().getFirst().width() * Long.BYTES;
      tail += o.siblings().size() * ProofLayout.DIGEST_BYTES;
    }
    return ProofCodec.encode(proof, key).length - tail;
  }

  private static byte[] withCount(byte[] bytes, int at, int count) {
    byte[] changed = bytes.clone();
    ByteBuffer.wrap(changed).putShort(at, (short) count);
    return changed;
  }

  private void assertReason(byte[] bytes, RejectReason reason) {
    assertThatThrownBy(() -> ProofCodec.decode(bytes, key))
        .isInstanceOfSatisfying(
            ProofRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** Either the checked rejection, or a proof whose byte form is just these bytes. */
  private static void assertCanonical(byte[] bytes, VerifyingKey key) {
    StarkProof decoded;
    try {
      decoded = ProofCodec.decode(bytes, key);
    } catch (ProofRejectedException e) {
      assertThat(e.reason()).isIn(RejectReason.MALFORMED, RejectReason.NON_CANONICAL);
      return;
    }
    assertThat(ProofCodec.encode(decoded, key)).isEqualTo(bytes);
  }
}
