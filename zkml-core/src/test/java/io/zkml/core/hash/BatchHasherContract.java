package io.zkml.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

/** What {@link BatchHasher} does with any permutation, against Bouncy Castle's digest. */
abstract class BatchHasherContract {

  private static final long SEED = 99;

  private final SplittableRandom random = new SplittableRandom(SEED);

  abstract BatchHasher hasher();

  private static long[] reference(byte[] message) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(message, 0, message.length);
    byte[] out = new byte[32];
    digest.doFinal(out, 0);
    long[] words = new long[4];
    ByteBuffer.wrap(out).asLongBuffer().get(words);
    return words;
  }

  private static byte[] message(String tag, long[] elements) {
    byte[] out = new byte[8 + 8 * elements.length];
    ByteBuffer buffer = ByteBuffer.wrap(out).put(tag.getBytes(StandardCharsets.US_ASCII));
    for (long e : elements) {
      buffer.putLong(e);
    }
    return out;
  }

  private long[] longs(int n) {
    return random.longs(n).toArray();
  }

  private void checkLeaves(int columns, int points, int count) {
    int stride = count + 3;
    int first = 2;
    long[][] data = new long[columns][];
    for (int c = 0; c < columns; c++) {
      data[c] = longs(first + stride * points);
    }
    long[] digests = longs(4 * (count + 2));
    long[] expected = digests.clone();
    for (int i = 0; i < count; i++) {
      long[] elements = new long[columns * points];
      for (int j = 0; j < points; j++) {
        for (int c = 0; c < columns; c++) {
          elements[j * columns + c] = data[c][first + i + j * stride];
        }
      }
      System.arraycopy(reference(message("zkmlleaf", elements)), 0, expected, 4 * (i + 1), 4);
    }
    hasher().hashLeaves(data, first, stride, points, count, digests, 1);
    assertThat(digests)
        .as("seed %d: %d columns, %d points, %d leaves", SEED, columns, points, count)
        .isEqualTo(expected);
  }

  @Test
  void hashLeaves_everyLengthAroundTheRate_matchesReference() {
    for (int columns = 0; columns <= 36; columns++) {
      checkLeaves(columns, 1, 9);
    }
  }

  @Test
  void hashLeaves_severalPointsAndOddCounts_matchesReference() {
    for (int columns : new int[] {1, 3, 4}) {
      for (int points : new int[] {1, 2, 8}) {
        for (int count : new int[] {0, 1, 7, 8, 63, 64, 65, 150}) {
          checkLeaves(columns, points, count);
        }
      }
    }
  }

  @Test
  void hashLeaves_leavesWiderThanATile_matchesReference() {
    checkLeaves(1_200, 8, 10);
  }

  @Test
  void hashLevel_oddCounts_matchesReference() {
    for (int count : new int[] {0, 1, 7, 8, 9, 40}) {
      long[] children = longs(8 * count + 12);
      long[] parents = longs(4 * count + 8);
      long[] expected = parents.clone();
      for (int i = 0; i < count; i++) {
        long[] pair = Arrays.copyOfRange(children, 12 + 8 * i, 20 + 8 * i);
        System.arraycopy(reference(message("zkmlnode", pair)), 0, expected, 4 * (i + 1), 4);
      }
      hasher().hashLevel(children, 3, parents, 1, count);
      assertThat(parents).as("seed %d: %d parents", SEED, count).isEqualTo(expected);
    }
  }

  @Test
  void hashNonces_everyPrefixLength_matchesReference() {
    for (int length = 0; length <= 127; length++) {
      byte[] message = new byte[length + 8];
      random.nextBytes(message);
      byte[] prefix = Arrays.copyOf(message, length);
      long firstNonce = length == 50 ? -4 : random.nextLong();
      long[] out = new long[11];
      hasher().hashNonces(prefix, firstNonce, out.length, out);
      for (int i = 0; i < out.length; i++) {
        ByteBuffer.wrap(message).putLong(length, firstNonce + i);
        assertThat(out[i])
            .as("seed %d: prefix of %d bytes, message %d", SEED, length, i)
            .isEqualTo(reference(message)[0]);
      }
    }
  }

  @Test
  void hashNonces_prefixTooLong_throws() {
    assertThatThrownBy(() -> hasher().hashNonces(new byte[128], 0, 1, new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
