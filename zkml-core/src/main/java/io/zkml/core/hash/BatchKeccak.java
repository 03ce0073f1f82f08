package io.zkml.core.hash;

import io.zkml.core.hash.simd.VectorBatchKeccak;

/**
 * The permutation Keccak-f[1600] on several states side by side, the primitive beneath {@link
 * BatchHasher}. Word w of state l is {@code states[w * lanes() + l]}, w below 25, words in Keccak's
 * own little-endian sense. Implementations are stateless, agree bit for bit and may be used by many
 * threads.
 */
public sealed interface BatchKeccak permits ScalarBatchKeccak, VectorBatchKeccak {

  /** Words of a state. */
  int STATE_WORDS = 25;

  /** Words that a block of Keccak-256 absorbs: 136 bytes. */
  int RATE_WORDS = 17;

  /** Rounds of the permutation. */
  int ROUNDS = 24;

  /** How many states lie side by side; a power of two. */
  int lanes();

  /** Permutes {@link #lanes} states. */
  void permute(long[] states);

  /**
   * Absorbs {@code words} words a state without permuting: word {@code word + t} of state l is
   * XORed with the eight bytes that {@code rows[offset + t * rowLength + l]} has in big-endian
   * order.
   */
  void absorb(long[] states, int word, long[] rows, int offset, int rowLength, int words);

  /** The constant that round i, below {@link #ROUNDS}, adds to word 0. */
  static long roundConstant(int i) {
    return RoundConstants.get(i);
  }
}
