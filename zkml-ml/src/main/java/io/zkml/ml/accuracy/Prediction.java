package io.zkml.ml.accuracy;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a model decides for one input: the class of the largest entry of its first output, or that
 * output itself where it holds labels. A single real number is no decision.
 *
 * @param text the class or the labels; empty for no decision
 * @param margin by how much the largest entry exceeds the next one; 0 where that means nothing
 */
record Prediction(String text, double margin) {

  private static final int MOST_LABELS = 300;

  /**
   * A decision.
   *
   * @param type of the first output in the model: integers are labels
   */
  static Prediction of(List<FloatTensor> outputs, DataType type) {
    FloatTensor first = outputs.getFirst();
    if (!type.isFloat()) {
      return new Prediction(
          IntStream.range(0, Math.min(first.size(), MOST_LABELS))
              .mapToObj(i -> String.valueOf(Math.round(first.get(i))))
              .collect(Collectors.joining(" ")),
          0);
    }
    if (first.size() <= 1) {
      return new Prediction("", 0);
    }
    int best = first.argMax();
    double next = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < first.size(); i++) {
      next = i == best ? next : Math.max(next, first.get(i));
    }
    return new Prediction(String.valueOf(best), first.get(best) - next);
  }

  boolean is(Prediction other) {
    return text.equals(other.text);
  }
}
