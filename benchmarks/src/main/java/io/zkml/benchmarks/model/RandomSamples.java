package io.zkml.benchmarks.model;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Random;

/**
 * Random inputs from 0 to 1: smooth images, a few waves a channel, where the shape is one of
 * images, else independent numbers.
 */
final class RandomSamples implements Samples {

  private static final int COUNT = 1_000_000;
  private static final int WAVES = 4;
  private static final double MAX_FREQUENCY = 3;

  private final TensorShape shape;
  private final long seed;

  RandomSamples(TensorShape shape, long seed) {
    this.shape = shape;
    this.seed = seed;
  }

  @Override
  public int count() {
    return COUNT;
  }

  @Override
  public FloatTensor get(int index) {
    Random random = new Random(seed * COUNT + index);
    double[] values = new double[Math.toIntExact(shape.elements())];
    if (shape.rank() == 4) {
      int plane = shape.dim(2) * shape.dim(3);
      for (int from = 0; from < values.length; from += plane) {
        addWaves(values, from, random);
      }
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble();
      }
    }
    return FloatTensor.of(shape, values);
  }

  private void addWaves(double[] values, int from, Random random) {
    int height = shape.dim(2);
    int width = shape.dim(3);
    for (int w = 0; w < WAVES; w++) {
      double alongRows = random.nextDouble() * MAX_FREQUENCY / height;
      double alongColumns = random.nextDouble() * MAX_FREQUENCY / width;
      double phase = random.nextDouble();
      for (int i = 0; i < height * width; i++) {
        int row = i / width;
        double turns = row * alongRows + (i - row * width) * alongColumns + phase;
        values[from + i] += (1 + Math.sin(2 * Math.PI * turns)) / (2 * WAVES);
      }
    }
  }
}
