package io.zkml.ml.operator;

/** Discrete Fourier transforms of one length, by their definition. */
final class Fourier {
  private static final long MAX_MATRIX = 1L << 21;

  private final int length;
  private final double[] cos;
  private final double[] sin;

  /**
   * @param length number of points
   * @param inverse whether to turn the other way
   */
  Fourier(int length, boolean inverse) {
    this.length = length;
    this.cos = new double[length];
    this.sin = new double[length];
    for (int i = 0; i < length; i++) {
      double phase = 2 * Math.PI * i / length;
      cos[i] = StrictMath.cos(phase);
      sin[i] = inverse ? StrictMath.sin(phase) : -StrictMath.sin(phase);
    }
  }

  /** The real part at a frequency. */
  double real(double[] re, double[] im, int frequency) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      int turn = (int) ((long) i * frequency % length);
      sum += re[i] * cos[turn] - im[i] * sin[turn];
    }
    return sum;
  }

  /** The imaginary part at a frequency. */
  double imaginary(double[] re, double[] im, int frequency) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      int turn = (int) ((long) i * frequency % length);
      sum += re[i] * sin[turn] + im[i] * cos[turn];
    }
    return sum;
  }

  /** Writes the first frequencies, each as its real part or as both parts. */
  void write(double[] re, double[] im, int parts, double[] out, int at, int frequencies) {
    for (int k = 0; k < frequencies; k++) {
      out[at + k * parts] = real(re, im, k);
      if (parts == 2) {
        out[at + k * parts + 1] = imaginary(re, im, k);
      }
    }
  }

  /** A transform is proven as the product with a matrix of this size. */
  static void requireProvable(long inputs, long outputs) throws OperatorException {
    Args.require(
        inputs * outputs <= MAX_MATRIX,
        "a transform of "
            + inputs
            + " to "
            + outputs
            + " numbers cannot be proven: use shorter ones");
  }
}
