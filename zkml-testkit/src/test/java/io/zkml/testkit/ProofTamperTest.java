package io.zkml.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.VerifyingKeyCodec;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit on a real proof: whatever is changed, the verifier says no in the one way it may. */
class ProofTamperTest {

  private static final Sampling EVERYTHING = Sampling.everything(1);
  private static final Sampling SOME = new Sampling(40, 6, 2);

  private static final TinyMachine LOW = TinyMachine.prove(5);
  private static final TinyMachine HIGH = TinyMachine.prove(11);

  @Test
  void verify_untouchedProofs_accepts() throws ProofRejectedException {
    for (TinyMachine m : List.of(LOW, HIGH)) {
      byte[] bytes = ProofCodec.encode(m.proof(), m.key());
      assertThat(ProofCodec.decode(bytes, m.key())).isEqualTo(m.proof());
      StarkVerifier.verify(m.key(), m.statement(), ProofCodec.decode(bytes, m.key()));
    }
  }

  @Test
  void verify_anyPartOfAProofChanged_rejects() {
    int count =
        TamperAssertions.assertAllRejected(
            TamperWalker.mutations(LOW.proof(), EVERYTHING),
            p -> StarkVerifier.verify(LOW.key(), LOW.statement(), p));
    assertThat(count).isGreaterThan(2000);
  }

  @Test
  void verify_somePartsOfAProofWithOraclesChanged_rejects() {
    assertThat(HIGH.proof().opening().oracleOpenings()).isNotEmpty();
    TamperAssertions.assertAllRejected(
        TamperWalker.mutations(HIGH.proof(), SOME),
        p -> StarkVerifier.verify(HIGH.key(), HIGH.statement(), p));
  }

  @Test
  void verify_anyByteChanged_rejects() {
    assertBytesBound(LOW, EVERYTHING);
    assertBytesBound(HIGH, new Sampling(500, 1, 3));
  }

  @Test
  void verify_anyPartOfTheStatementChanged_rejects() {
    TamperAssertions.assertAllRejected(
        TamperWalker.mutations(LOW.statement(), EVERYTHING),
        s -> StarkVerifier.verify(LOW.key(), s, LOW.proof()));
  }

  @Test
  void verify_anyPartOfTheKeyChanged_rejects() {
    List<Mutation<VerifyingKey>> keys = new ArrayList<>();
    for (Mutation<VerifyingKey> m : TamperWalker.mutations(LOW.key(), EVERYTHING)) {
      if (isKey(m.value())) {
        keys.add(m);
      }
    }
    assertThat(keys).hasSizeGreaterThan(50);
    TamperAssertions.assertAllRejected(
        keys, k -> StarkVerifier.verify(k, LOW.statement(), LOW.proof()));
  }

  private static void assertBytesBound(TinyMachine m, Sampling sampling) {
    byte[] bytes = ProofCodec.encode(m.proof(), m.key());
    TamperAssertions.assertAllRejected(
        ByteTamper.all(bytes, sampling),
        b -> StarkVerifier.verify(m.key(), m.statement(), ProofCodec.decode(b, m.key())));
  }

  /** Other keys a verifier never sees: no file holds them. */
  private static boolean isKey(VerifyingKey key) {
    try {
      VerifyingKeyCodec.encode(key);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
