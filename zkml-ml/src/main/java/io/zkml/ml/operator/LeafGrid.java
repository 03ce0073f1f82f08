package io.zkml.ml.operator;

/**
 * A grid that leaf weights lie on exactly: multiples of a power of two.
 *
 * @param exponent of the power
 */
record LeafGrid(int exponent) {

  private static final int MANTISSA_BITS = 52;

  /** Bits of the largest multiple. */
  private static final int MOST_BITS = 60;

  /** The coarsest grid that holds numbers exactly, not coarser than 1. */
  static LeafGrid of(double... numbers) throws OperatorException {
    int exponent = 0;
    int top = 0;
    for (double x : numbers) {
      Args.require(Double.isFinite(x), "a leaf of weight " + x);
      if (x != 0) {
        exponent = Math.min(exponent, lowestBit(x));
        top = Math.max(top, Math.getExponent(x) + 1);
      }
    }
    Args.require(
        top - exponent <= MOST_BITS,
        "its leaf weights need more than " + MOST_BITS + " bits to be added exactly");
    return new LeafGrid(exponent);
  }

  private static int lowestBit(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long fraction = bits & ((1L << MANTISSA_BITS) - 1);
    int exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT);
    return fraction == 0 && Math.getExponent(x) >= Double.MIN_EXPONENT
        ? exponent
        : exponent - MANTISSA_BITS + Long.numberOfTrailingZeros(fraction);
  }

  /** The real number that 1 stands for. */
  double unit() {
    return Math.scalb(1.0, exponent);
  }

  /** A number of the grid as a multiple. */
  long integer(double x) {
    return (long) Math.scalb(x, -exponent);
  }
}
