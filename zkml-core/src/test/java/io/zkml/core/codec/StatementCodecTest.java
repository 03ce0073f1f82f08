package io.zkml.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.merkle.Digest;
import io.zkml.core.stark.Statement;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatementCodecTest {

  private static final Statement STATEMENT =
      new Statement(
          List.of(new long[] {1, -1, Long.MIN_VALUE}, new long[0], new long[] {7}),
          List.of(new Digest(1, 2, 3, 4), new Digest(-1, -2, -3, -4)),
          new byte[] {1, 2, 3});

  @Test
  void encode_statement_roundTrips() throws KeyFormatException {
    Statement decoded = StatementCodec.decode(StatementCodec.encode(STATEMENT));
    assertThat(decoded.commitments()).isEqualTo(STATEMENT.commitments());
    assertThat(decoded.context()).isEqualTo(STATEMENT.context());
    assertThat(decoded.tensors()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(decoded.tensors().get(i)).isEqualTo(STATEMENT.tensors().get(i));
    }
  }

  @Test
  void decode_truncatedOrLonger_isRefused() {
    byte[] bytes = StatementCodec.encode(STATEMENT);
    for (int n = 0; n <= bytes.length + 8; n++) {
      if (n != bytes.length) {
        assertRefused(Arrays.copyOf(bytes, n));
      }
    }
  }

  @Test
  void decode_anyBitFlipped_isRefusedOrAnotherStatement() {
    byte[] bytes = StatementCodec.encode(STATEMENT);
    for (int i = 0; i < bytes.length * 8; i++) {
      byte[] changed = bytes.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      assertCanonical(changed);
    }
  }

  @Test
  void decode_randomChanges_areRefusedOrAnotherStatement() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = StatementCodec.encode(STATEMENT);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = Arrays.copyOf(bytes, 6 + random.nextInt(bytes.length));
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        changed[5 + random.nextInt(changed.length - 5)] = (byte) random.nextInt(4);
      }
      assertCanonical(changed);
    }
  }

  @Test
  void decode_hugeCounts_areRefusedBeforeAllocation() {
    byte[] bytes = StatementCodec.encode(STATEMENT);
    for (int at : new int[] {6, 10, 10 + 4 + 24, bytes.length - 7, bytes.length - 7 - 68}) {
      for (int count : new int[] {-1, Integer.MAX_VALUE, 1 << 20}) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).putInt(at, count);
        assertRefused(changed);
      }
    }
  }

  @Test
  void encode_tooLarge_throws() {
    List<long[]> many = Collections.nCopies(KeyLimits.MAX_PUBLIC_TENSORS + 1, new long[0]);
    assertThatThrownBy(() -> StatementCodec.encode(new Statement(many, new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
    List<Digest> digests =
        Collections.nCopies(KeyLimits.MAX_COMMITMENTS + 1, new Digest(0, 0, 0, 0));
    assertThatThrownBy(() -> StatementCodec.encode(new Statement(List.of(), digests, new byte[0])))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] context = new byte[KeyLimits.MAX_CONTEXT_BYTES + 1];
    assertThatThrownBy(() -> StatementCodec.encode(new Statement(List.of(), context)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void position_ofFault_isReported() {
    byte[] bytes = StatementCodec.encode(STATEMENT);
    assertThatThrownBy(() -> StatementCodec.decode(Arrays.copyOf(bytes, 8)))
        .isInstanceOfSatisfying(
            KeyFormatException.class, e -> assertThat(e.position()).isEqualTo(6))
        .hasMessageContaining("at byte 6");
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> StatementCodec.decode(bytes)).isInstanceOf(KeyFormatException.class);
  }

  private static void assertCanonical(byte[] bytes) {
    Statement decoded;
    try {
      decoded = StatementCodec.decode(bytes);
    } catch (KeyFormatException e) {
      return;
    }
    assertThat(StatementCodec.encode(decoded)).isEqualTo(bytes);
  }
}
