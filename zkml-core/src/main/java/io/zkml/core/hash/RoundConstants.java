package io.zkml.core.hash;

/**
 * The round constants of Keccak-f[1600]: bits of a linear feedback shift register (FIPS 202,
 * 3.2.5).
 */
final class RoundConstants {

  private static final long[] VALUES = generate();

  private RoundConstants() {}

  static long get(int round) {
    return VALUES[round];
  }

  private static long[] generate() {
    long[] out = new long[BatchKeccak.ROUNDS];
    int register = 1;
    for (int round = 0; round < out.length; round++) {
      for (int j = 0; j < 7; j++) {
        out[round] |= (long) (register & 1) << ((1 << j) - 1);
        register <<= 1;
        if (register >= 256) {
          register ^= 0x171;
        }
      }
    }
    return out;
  }
}
