package io.zkml.ml.operator;

/** Discrete Fourier transforms of one length, by their definition. */
final class Fourier {
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
}
