package io.zkml.ml.operator;

/**
 * Mean and variance of a run of numbers.
 *
 * @param mean the mean
 * @param variance the mean of the squared distances from it
 */
record Moments(double mean, double variance) {
  /** The moments of {@code count} numbers from {@code start} on; NaN for none. */
  static Moments of(double[] data, int start, int count) {
    double sum = 0;
    for (int i = start; i < start + count; i++) {
      sum += data[i];
    }
    double mean = sum / count;
    double squares = 0;
    for (int i = start; i < start + count; i++) {
      squares += (data[i] - mean) * (data[i] - mean);
    }
    return new Moments(mean, squares / count);
  }

  /** One over the standard deviation. */
  double inverseDeviation(double epsilon) {
    return 1 / Math.sqrt(variance + epsilon);
  }
}
