package io.zkml.benchmarks.run;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a model says of one input. */
record Answer(List<FloatTensor> outputs) {

  /** The outputs in the model's order. */
  static Answer of(Map<String, FloatTensor> outputs) {
    return new Answer(List.copyOf(outputs.values()));
  }

  /** A model's only input, by name. */
  static Map<String, FloatTensor> named(CompiledModel model, FloatTensor input) {
    return Map.of(model.input().name(), input.reshaped(model.input().shape()));
  }

  /**
   * What the model decides: the largest score; where there are labels beside the scores, a number
   * that is equal for equal labels of all rows.
   */
  int decision() {
    return outputs.size() == 1
        ? outputs.getFirst().argMax()
        : Arrays.hashCode(outputs.getFirst().data());
  }

  /** The scores. */
  double[] scores() {
    return outputs.getLast().data();
  }
}
