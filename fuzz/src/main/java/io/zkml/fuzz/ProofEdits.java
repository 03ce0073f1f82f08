package io.zkml.fuzz;

import io.zkml.core.field.Goldilocks;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Changes of a proof's bytes that know how it is built: a header of 14 bytes, then elements of 8
 * bytes and digests of 32, counts of 2. What is chosen comes from outside, so that a fuzzer steers
 * and a seed repeats it.
 */
public final class ProofEdits {

  private static final int HEADER = 14;
  private static final int ELEMENT = Long.BYTES;
  private static final int EXTENSION = 3 * ELEMENT;
  private static final int DIGEST = 32;
  private static final int KINDS = 9;

  private ProofEdits() {}

  /**
   * One change.
   *
   * @param proof not changed
   * @param other a proof to take parts from
   * @param below gives a number that is not negative and below its argument
   */
  public static byte[] edit(byte[] proof, byte[] other, IntUnaryOperator below) {
    if (proof.length < HEADER + EXTENSION) {
      return Arrays.copyOf(proof, proof.length + 1);
    }
    byte[] out = proof.clone();
    int at = below.applyAsInt(proof.length);
    int element = HEADER + ELEMENT * below.applyAsInt((proof.length - HEADER) / ELEMENT);
    return switch (below.applyAsInt(KINDS)) {
      case 0 -> {
        out[at] ^= (byte) (1 << below.applyAsInt(Byte.SIZE));
        yield out;
      }
      case 1 -> {
        ByteBuffer.wrap(out).putLong(element, special(proof, element, below));
        yield out;
      }
      case 2 -> {
        long v = ByteBuffer.wrap(out).getLong(element);
        ByteBuffer.wrap(out).putLong(element, Goldilocks.add(v, 1 + below.applyAsInt(3)));
        yield out;
      }
      case 3 -> swapped(out, element, below.applyAsInt(proof.length), EXTENSION);
      case 4 -> swapped(out, element, below.applyAsInt(proof.length), DIGEST);
      case 5 -> transplanted(out, other, at, below.applyAsInt(2 * DIGEST) + 1);
      case 6 -> Arrays.copyOf(proof, below.applyAsInt(proof.length));
      case 7 -> inserted(proof, at, below.applyAsInt(2 * EXTENSION) + 1);
      default -> removed(proof, at, below.applyAsInt(2 * EXTENSION) + 1);
    };
  }

  private static long special(byte[] proof, int element, IntUnaryOperator below) {
    long v = ByteBuffer.wrap(proof).getLong(element);
    return switch (below.applyAsInt(6)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> Goldilocks.P - 1;
      case 3 -> Goldilocks.P;
      case 4 -> v + Goldilocks.P;
      default -> -1;
    };
  }

  private static byte[] swapped(byte[] out, int first, int second, int length) {
    int a = Math.min(first, out.length - length);
    int b = Math.min(second, out.length - length);
    byte[] part = Arrays.copyOfRange(out, a, a + length);
    System.arraycopy(out, b, out, a, length);
    System.arraycopy(part, 0, out, b, length);
    return out;
  }

  private static byte[] transplanted(byte[] out, byte[] other, int at, int length) {
    int most = Math.min(out.length, other.length) - at;
    if (most > 0) {
      System.arraycopy(other, at, out, at, Math.min(most, length));
    }
    return out;
  }

  private static byte[] inserted(byte[] proof, int at, int length) {
    byte[] out = Arrays.copyOf(proof, proof.length + length);
    System.arraycopy(proof, at, out, at + length, proof.length - at);
    return out;
  }

  private static byte[] removed(byte[] proof, int at, int length) {
    int n = Math.min(length, proof.length - at);
    byte[] out = Arrays.copyOf(proof, proof.length - n);
    System.arraycopy(proof, at + n, out, at, proof.length - at - n);
    return out;
  }
}
