package io.zkml.evm.plan;

/** Entries of public tensors as calldata: big-endian two's complement of the fewest whole bytes. */
public final class PackedInteger {

  private PackedInteger() {}

  /** Bytes of every entry of a tensor with these bounds; unsigned where none is negative. */
  public static int width(long min, long max) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(min < 0 ? Math.max(~min, max) : max);
    int signed = min < 0 ? bits + 1 : Math.max(bits, 1);
    return (signed + Byte.SIZE - 1) / Byte.SIZE;
  }
}
