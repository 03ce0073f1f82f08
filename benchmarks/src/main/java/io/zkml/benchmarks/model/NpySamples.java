package io.zkml.benchmarks.model;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;

/**
 * The items of a NumPy array, one after another.
 *
 * @param shape of an item; divides the array
 */
record NpySamples(FloatTensor array, TensorShape shape) implements Samples {

  @Override
  public int count() {
    return Math.toIntExact(array.size() / shape.elements());
  }

  @Override
  public FloatTensor get(int index) {
    int size = Math.toIntExact(shape.elements());
    return FloatTensor.of(
        shape, Arrays.copyOfRange(array.data(), index * size, (index + 1) * size));
  }
}
