package io.zkml.core.hash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keccak-256 of many short messages: leaves and levels of a Merkle tree, candidate nonces.
 *
 * <p>A leaf's digest is {@code keccak256("zkmlleaf" || elements)}, an inner node's {@code
 * keccak256("zkmlnode" || left || right)}; elements have 8 bytes, big-endian. In arrays a digest is
 * four words, word k holding bytes 8k to 8k + 7 in big-endian order; digest i starts at 4 i.
 * Methods allocate a working space of a few KB for a call, so they want many messages at once.
 * Thread-safe.
 */
public final class BatchHasher {

  /** Words of a digest. */
  public static final int DIGEST_WORDS = 4;

  private static final long LEAF = tag("zkmlleaf");
  private static final long NODE = tag("zkmlnode");
  private static final long PAD_FIRST = 1;
  private static final long PAD_LAST = 1L << 63;

  /** Longs of the tile into which the elements of neighbouring leaves are gathered. */
  private static final int TILE = 1 << 13;

  private static final int MAX_TILE_LEAVES = 64;

  private volatile BatchKeccak keccak;

  BatchHasher(BatchKeccak keccak) {
    this.keccak = keccak;
  }

  private static long tag(String s) {
    return littleEndian(s.getBytes(StandardCharsets.US_ASCII), 0, 8);
  }

  /** A hasher that uses plain Java. */
  public static BatchHasher scalar() {
    return Hashers.scalar();
  }

  /**
   * A hasher that uses the Vector API, whatever the processor. Slower than {@link #scalar} until
   * the JIT has compiled it.
   *
   * @throws UnsupportedOperationException if Java was started without the Vector API
   */
  public static BatchHasher vector() {
    return Hashers.vector();
  }

  /**
   * A hasher that uses plain Java at first and, where the module is present and the processor has
   * vectors of 256 bits or more, the Vector API from the moment a background daemon thread has seen
   * it compiled and faster. Make one for the life of a prover: each starts a warm-up of its own.
   */
  public static BatchHasher auto() {
    return Hashers.auto();
  }

  /** Goes over to another permutation from the next call on; digests are the same. */
  void use(BatchKeccak other) {
    keccak = other;
  }

  /**
   * Hashes leaves over columns. Leaf i, below {@code count}, holds the elements {@code
   * columns[c][first + i + j * stride]}, j below {@code points} (outer) and c over all columns
   * (inner).
   *
   * @param digests receives digest i as digest {@code firstDigest + i}
   */
  public void hashLeaves(
      long[][] columns,
      int first,
      int stride,
      int points,
      int count,
      long[] digests,
      int firstDigest) {
    BatchKeccak k = keccak;
    int rows = points * columns.length;
    int lanes = k.lanes();
    int width =
        Math.clamp(TILE / Math.max(rows, 1), 1, Math.min(MAX_TILE_LEAVES, Math.max(count, 1)));
    width = (width + lanes - 1) & -lanes;
    long[] tile = new long[rows * width];
    long[] states = new long[BatchKeccak.STATE_WORDS * lanes];
    for (int leaf = 0; leaf < count; leaf += width) {
      int leaves = Math.min(width, count - leaf);
      for (int row = 0; row < rows; row++) {
        int from = first + leaf + row / columns.length * stride;
        System.arraycopy(columns[row % columns.length], from, tile, row * width, leaves);
      }
      for (int i = 0; i < leaves; i += lanes) {
        hashRows(k, states, tile, i, width, rows);
        squeeze(states, lanes, Math.min(lanes, leaves - i), digests, firstDigest + leaf + i);
      }
    }
  }

  /** Leaves the states of the leaves {@code at} to {@code at + lanes - 1} of a tile. */
  private static void hashRows(
      BatchKeccak k, long[] states, long[] tile, int at, int width, int rows) {
    int lanes = k.lanes();
    Arrays.fill(states, lanes, states.length, 0);
    Arrays.fill(states, 0, lanes, LEAF);
    int word = 1;
    for (int row = 0; row < rows; ) {
      int words = Math.min(BatchKeccak.RATE_WORDS - word, rows - row);
      k.absorb(states, word, tile, at + row * width, width, words);
      row += words;
      word += words;
      if (word == BatchKeccak.RATE_WORDS) {
        k.permute(states);
        word = 0;
      }
    }
    xor(states, word * lanes, lanes, PAD_FIRST);
    xor(states, (BatchKeccak.RATE_WORDS - 1) * lanes, lanes, PAD_LAST);
    k.permute(states);
  }

  /**
   * Hashes a level of a tree: parent i, below {@code count}, is written as digest {@code
   * firstParent + i} and has the children {@code firstChild + 2 i} and {@code firstChild + 2 i +
   * 1}.
   */
  public void hashLevel(
      long[] children, int firstChild, long[] parents, int firstParent, int count) {
    BatchKeccak k = keccak;
    int lanes = k.lanes();
    long[] states = new long[BatchKeccak.STATE_WORDS * lanes];
    long[] rows = new long[2 * DIGEST_WORDS * lanes];
    for (int i = 0; i < count; i += lanes) {
      int nodes = Math.min(lanes, count - i);
      int from = DIGEST_WORDS * (firstChild + 2 * i);
      for (int l = 0; l < nodes; l++) {
        for (int w = 0; w < 2 * DIGEST_WORDS; w++) {
          rows[w * lanes + l] = children[from + 2 * DIGEST_WORDS * l + w];
        }
      }
      Arrays.fill(states, lanes, states.length, 0);
      Arrays.fill(states, 0, lanes, NODE);
      k.absorb(states, 1, rows, 0, lanes, 2 * DIGEST_WORDS);
      xor(states, (2 * DIGEST_WORDS + 1) * lanes, lanes, PAD_FIRST);
      xor(states, (BatchKeccak.RATE_WORDS - 1) * lanes, lanes, PAD_LAST);
      k.permute(states);
      squeeze(states, lanes, nodes, parents, firstParent + i);
    }
  }

  /**
   * Hashes messages that differ in their last eight bytes: message i, below {@code count}, is
   * {@code prefix || firstNonce + i}, the nonce big-endian; {@code out[i]} receives the first eight
   * bytes of its digest as a big-endian number.
   *
   * @param prefix at most 127 bytes
   */
  public void hashNonces(byte[] prefix, long firstNonce, int count, long[] out) {
    int length = prefix.length + Long.BYTES;
    if (length >= BatchKeccak.RATE_WORDS * Long.BYTES) {
      throw new IllegalArgumentException("prefix of " + prefix.length + " bytes");
    }
    byte[] block = Arrays.copyOf(prefix, BatchKeccak.RATE_WORDS * Long.BYTES);
    block[length] ^= (byte) PAD_FIRST;
    block[block.length - 1] ^= (byte) (PAD_LAST >>> 56);
    int word = prefix.length / Long.BYTES;
    int shift = prefix.length % Long.BYTES * 8;
    BatchKeccak k = keccak;
    int lanes = k.lanes();
    long[] template = new long[BatchKeccak.STATE_WORDS * lanes];
    for (int w = 0; w < BatchKeccak.RATE_WORDS; w++) {
      xor(template, w * lanes, lanes, littleEndian(block, w * Long.BYTES, Long.BYTES));
    }
    long[] states = new long[template.length];
    for (int i = 0; i < count; i += lanes) {
      System.arraycopy(template, 0, states, 0, states.length);
      for (int l = 0; l < lanes; l++) {
        long nonce = Long.reverseBytes(firstNonce + i + l);
        states[word * lanes + l] ^= nonce << shift;
        if (shift > 0) {
          states[(word + 1) * lanes + l] ^= nonce >>> (64 - shift);
        }
      }
      k.permute(states);
      for (int l = 0; l < Math.min(lanes, count - i); l++) {
        out[i + l] = Long.reverseBytes(states[l]);
      }
    }
  }

  private static void squeeze(
      long[] states, int lanes, int count, long[] digests, int firstDigest) {
    for (int l = 0; l < count; l++) {
      int to = DIGEST_WORDS * (firstDigest + l);
      for (int w = 0; w < DIGEST_WORDS; w++) {
        digests[to + w] = Long.reverseBytes(states[w * lanes + l]);
      }
    }
  }

  private static void xor(long[] states, int from, int count, long value) {
    for (int l = from; l < from + count; l++) {
      states[l] ^= value;
    }
  }

  private static long littleEndian(byte[] bytes, int offset, int count) {
    long v = 0;
    for (int i = 0; i < count; i++) {
      v |= (bytes[offset + i] & 0xFFL) << (8 * i);
    }
    return v;
  }
}
