package io.zkml.core.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A named set of protocol parameters. Proofs never choose parameters: a verifier takes one of the
 * sets below, whose name stands in the verifying key. A set never changes; a better one gets
 * another name.
 *
 * <p>The number of bits is provable (Johnson bound, no conjecture) and holds for the <i>sum</i> of
 * all error terms, see {@link SecurityCalculator}. Nothing below 100 bits lacks {@code unsafe} in
 * its name.
 *
 * @param name unique name, ASCII
 * @param date when the set was fixed, ISO year and month
 * @param logInvRate b: codewords have 2^b times the entries of their message
 * @param queries positions sampled, with replacement
 * @param powBits zero bits that the transcript must show before positions are sampled
 * @param johnsonMultiplicity m of the analysis, at least 3; it does not enter the protocol
 * @param digestBytes bytes of a digest
 * @param targetBits bits that the sum of all terms must reach
 */
public record SecurityParameters(
    String name,
    String date,
    int logInvRate,
    int queries,
    int powBits,
    int johnsonMultiplicity,
    int digestBytes,
    int targetBits) {

  /** Rate 1/4, 128 bits: the fastest prover. */
  public static final SecurityParameters FAST_128 = set("fast128", 2, 115, 32, 128);

  /** Rate 1/8, 128 bits: the default. */
  public static final SecurityParameters BALANCED_128 = set("balanced128", 3, 77, 20, 128);

  /** Rate 1/64, 128 bits: the smallest proof. */
  public static final SecurityParameters SMALL_128 = set("small128", 6, 39, 8, 128);

  /** Rate 1/4, 100 bits. */
  public static final SecurityParameters FAST_100 = set("fast100", 2, 85, 100, 100);

  /** Rate 1/8, 100 bits. */
  public static final SecurityParameters BALANCED_100 = set("balanced100", 3, 57, 60, 100);

  /** Rate 1/64, 100 bits. */
  public static final SecurityParameters SMALL_100 = set("small100", 6, 29, 30, 100);

  /** Four queries, for tests alone: proves nothing. */
  public static final SecurityParameters UNSAFE_TEST =
      new SecurityParameters("unsafe-test", "2026-11", 2, 4, 4, 3, 32, 0);

  /** Checks ranges; {@code unsafe} sets alone may aim below 100 bits. */
  public SecurityParameters {
    if (logInvRate < 1 || logInvRate > 8 || queries < 1 || queries > 1024) {
      throw new IllegalArgumentException("rate 2^-" + logInvRate + ", " + queries + " queries");
    }
    if (powBits < 0 || powBits > 40 || johnsonMultiplicity < 3 || digestBytes != 32) {
      throw new IllegalArgumentException("grinding, multiplicity or digest length of " + name);
    }
    if (targetBits < 100 && !name.contains("unsafe")) {
      throw new IllegalArgumentException(name + " aims at " + targetBits + " bits");
    }
  }

  /** All sets that a verifier accepts, the unsafe one last. */
  public static List<SecurityParameters> all() {
    return List.of(
        FAST_128, BALANCED_128, SMALL_128, FAST_100, BALANCED_100, SMALL_100, UNSAFE_TEST);
  }

  /**
   * The set of a name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static SecurityParameters named(String name) {
    for (SecurityParameters p : all()) {
      if (p.name.equals(name)) {
        return p;
      }
    }
    throw new IllegalArgumentException(
        "no parameter set " + name + "; there are " + all().stream().map(s -> s.name).toList());
  }

  /** Whether the set is for tests alone. */
  public boolean isUnsafe() {
    return name.contains("unsafe");
  }

  /** An injective byte form, for transcripts and keys. */
  public byte[] encode() {
    byte[] n = name.getBytes(StandardCharsets.US_ASCII);
    byte[] d = date.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(8 * Integer.BYTES + n.length + d.length);
    out.putInt(n.length).put(n).putInt(d.length).put(d);
    out.putInt(logInvRate).putInt(queries).putInt(powBits).putInt(johnsonMultiplicity);
    return out.putInt(digestBytes).putInt(targetBits).array();
  }

  private static SecurityParameters set(String name, int b, int queries, int m, int target) {
    return new SecurityParameters(name, "2026-11", b, queries, 16, m, 32, target);
  }
}
