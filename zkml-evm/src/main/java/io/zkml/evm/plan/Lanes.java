package io.zkml.evm.plan;

import io.zkml.core.field.Ext3;
import java.math.BigInteger;
import java.util.HexFormat;

/** The contract's form of an element of E: three lanes of 85 bits, c0 in the lowest. */
final class Lanes {

  private static final int LANE_BITS = 85;
  private static final int WORD_DIGITS = 64;

  private Lanes() {}

  static byte[] of(Ext3 e) {
    BigInteger word = BigInteger.ZERO;
    for (long c : new long[] {e.c2(), e.c1(), e.c0()}) {
      word = word.shiftLeft(LANE_BITS).or(new BigInteger(Long.toUnsignedString(c)));
    }
    String hex = word.toString(1 << 4);
    return HexFormat.of().parseHex("0".repeat(WORD_DIGITS - hex.length()) + hex);
  }
}
