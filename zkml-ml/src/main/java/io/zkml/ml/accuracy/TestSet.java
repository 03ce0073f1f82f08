package io.zkml.ml.accuracy;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Inputs on which a model is measured.
 *
 * @param name what people call the set
 * @param samples all inputs of each sample by name, at least one sample
 * @param labels the right class of each sample; empty if nobody knows
 */
public record TestSet(String name, List<Map<String, FloatTensor>> samples, List<Integer> labels) {

  /** Copies the lists; checks that every sample or none has a label. */
  public TestSet {
    samples = List.copyOf(samples);
    labels = List.copyOf(labels);
    if (samples.isEmpty() || !(labels.isEmpty() || labels.size() == samples.size())) {
      throw new IllegalArgumentException(
          samples.size() + " samples with " + labels.size() + " labels");
    }
  }

  /** A set for a model of one input. */
  public static TestSet of(
      String name, CompiledModel model, List<FloatTensor> samples, List<Integer> labels) {
    String input = model.input().name();
    return new TestSet(
        name,
        samples.stream().map(s -> Map.of(input, s.reshaped(model.input().shape()))).toList(),
        labels);
  }

  int size() {
    return samples.size();
  }

  /** A number of samples as a share of all; empty without labels. */
  OptionalDouble share(int right) {
    return isLabelled() ? OptionalDouble.of(right / (double) size()) : OptionalDouble.empty();
  }

  boolean isLabelled() {
    return !labels.isEmpty();
  }
}
