package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerifyingKeyCodecTest {

  private static final int NAME_AT = 6;

  private final VerifyingKey key = KeyFixture.rich();
  private final byte[] bytes = VerifyingKeyCodec.encode(key);

  @Test
  void encode_keys_roundTrip() throws KeyFormatException {
    for (SecurityParameters p : SecurityParameters.all()) {
      for (ProofPlan plan : List.of(KeyFixture.richPlan(), KeyFixture.tinyPlan(4, 4))) {
        VerifyingKey k = KeyFixture.key(p, plan, 12, 3);
        VerifyingKey decoded = VerifyingKeyCodec.decode(VerifyingKeyCodec.encode(k));
        assertThat(decoded).isEqualTo(k);
        assertThat(decoded.digest()).isEqualTo(k.digest());
      }
    }
  }

  @Test
  void decode_truncatedAnywhere_isRefused() {
    for (int n = 0; n < bytes.length; n++) {
      assertRefused(Arrays.copyOf(bytes, n), "");
    }
  }

  @Test
  void decode_trailingBytes_isRefused() {
    assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "trailing");
    assertRefused(Arrays.copyOf(bytes, KeyLimits.MAX_KEY_BYTES + 1), "a key of");
  }

  @Test
  void decode_anyBitFlipped_isRefusedOrAnotherKey() {
    int keys = 0;
    for (int i = 0; i < 8 * bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      keys += isCanonicalKey(changed) ? 1 : 0;
    }
    assertThat(keys).isGreaterThan(1000);
  }

  @Test
  void decode_randomChanges_areRefusedOrAnotherKey() {
    SplittableRandom random = new SplittableRandom(1);
    int keys = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] changed = bytes.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        int at = NAME_AT + random.nextInt(bytes.length - NAME_AT);
        changed[at] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt());
      }
      keys += isCanonicalKey(changed) ? 1 : 0;
    }
    assertThat(keys).isGreaterThan(300);
  }

  @Test
  void decode_partsMoved_isRefusedOrAnotherKey() {
    SplittableRandom random = new SplittableRandom(2);
    int keys = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] changed = bytes.clone();
      int n = random.nextInt(1, 40);
      int from = NAME_AT + random.nextInt(bytes.length - NAME_AT - n);
      int to = NAME_AT + random.nextInt(bytes.length - NAME_AT - n);
      System.arraycopy(bytes, from, changed, to, n);
      keys += isCanonicalKey(changed) ? 1 : 0;
    }
    assertThat(keys).isGreaterThan(100);
  }

  @Test
  void decode_wrongHeader_isRefused() {
    assertRefused(changed(0, 'X'), "magic");
    assertRefused(changed(5, 1), "version");
    assertRefused(changed(5, 2), "version");
    assertRefused(changed(5, 4), "version");
    assertRefused(changed(NAME_AT + 4, 'U'), "no parameter set");
    assertRefused(changed(NAME_AT, 1), "bytes of name");
    int heightAt = NAME_AT + 4 + key.parameters().name().length();
    assertRefused(changed(heightAt, 33), "height");
    assertRefused(changed(heightAt, 0), "");
    assertRefused(changed(heightAt + 1, 0), "arity");
    assertRefused(changed(heightAt + 1, 7), "arity");
    assertRefused(changed(heightAt + 2, 33), "oracles");
    assertRefused(changed(heightAt + 2, 12), "arity");
  }

  @Test
  void decode_valueNotCanonical_isRefused() {
    byte[] changed = bytes.clone();
    Arrays.fill(changed, bytes.length - 8, bytes.length, (byte) 0xff);
    assertRefused(changed, "not below p");
  }

  @Test
  void decode_nameNotUtf8_isRefused() {
    byte[] name = "eingabe \u00e4".getBytes(StandardCharsets.UTF_8);
    int at = indexOf(name) + name.length - 2;
    byte[] overlong = bytes.clone();
    overlong[at] = (byte) 0xc0;
    overlong[at + 1] = (byte) 0x80;
    assertRefused(overlong, "UTF-8");
  }

  @Test
  void decode_positionOfFault_isReported() {
    assertThatThrownBy(() -> VerifyingKeyCodec.decode(changed(5, 1)))
        .isInstanceOfSatisfying(
            KeyFormatException.class, e -> assertThat(e.position()).isEqualTo(6));
  }

  private int indexOf(byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private byte[] changed(int at, int value) {
    byte[] out = bytes.clone();
    out[at] = (byte) value;
    return out;
  }

  private static void assertRefused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> VerifyingKeyCodec.decode(bytes))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining(reason);
  }

  /**
   * Either the checked refusal, or (true) a key whose byte form is just these bytes and with which
   * no verifier fails.
   */
  private static boolean isCanonicalKey(byte[] bytes) {
    VerifyingKey decoded;
    try {
      decoded = VerifyingKeyCodec.decode(bytes);
    } catch (KeyFormatException e) {
      return false;
    }
    assertThat(VerifyingKeyCodec.write(decoded)).isEqualTo(bytes);
    VerifierDrill.run(decoded);
    return true;
  }
}
