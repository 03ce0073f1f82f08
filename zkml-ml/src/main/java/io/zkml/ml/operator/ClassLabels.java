package io.zkml.ml.operator;

import java.util.List;
import java.util.stream.LongStream;

/** The class labels of an {@code ai.onnx.ml} classifier; the index of the name for strings. */
record ClassLabels(List<Long> labels) {
  /**
   * The labels of a node.
   *
   * @param ints name of the attribute with labels that are numbers
   */
  static ClassLabels of(NodeContext context, String ints) throws OperatorException {
    int names = context.attributes().strings("classlabels_strings").orElse(List.of()).size();
    if (names > 0) {
      return new ClassLabels(LongStream.range(0, names).boxed().toList());
    }
    List<Long> labels = context.attributes().ints(ints).orElse(List.of());
    Args.require(!labels.isEmpty(), "attribute '" + ints + "' is missing");
    return new ClassLabels(labels);
  }

  int count() {
    return labels.size();
  }

  /** The label of a class. */
  double of(int index) {
    return labels.get(index);
  }

  /** The label of the largest score, the first of equal ones. */
  double best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return of(best);
  }
}
