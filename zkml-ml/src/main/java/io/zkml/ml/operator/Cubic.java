package io.zkml.ml.operator;

/** The cubic convolution kernel of image resizing. */
final class Cubic {
  private Cubic() {}

  /** Weight of a point at a distance, with the free parameter {@code a}. */
  static double weight(double distance, double a) {
    double x = Math.abs(distance);
    if (x <= 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
  }
}
