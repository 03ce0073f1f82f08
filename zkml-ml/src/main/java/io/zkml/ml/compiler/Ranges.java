package io.zkml.ml.compiler;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.quant.ValueRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the ranges of values over calibration inputs. Not thread-safe. */
final class Ranges {

  /** No grid holds such numbers beside others: they stand for infinity. */
  private static final double INFINITE = 1e30;

  private final Graph graph;
  private final Map<String, ValueRange> ranges = new HashMap<>();
  private @Nullable ModelProblem problem;

  Ranges(Graph graph) {
    this.graph = graph;
  }

  /**
   * Adds a value of a run, in the order of the graph.
   *
   * @throws IllegalArgumentException if it is an input that is not finite
   */
  void add(String name, FloatTensor tensor) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (double v : tensor.data()) {
      min = Math.min(min, v);
      max = Math.max(max, v);
      if (!(Math.abs(v) < INFINITE)) {
        refuse(name, v);
        return;
      }
    }
    ValueRange range = tensor.size() == 0 ? new ValueRange(0, 0) : new ValueRange(min, max);
    ranges.merge(name, range, ValueRange::union);
  }

  /** Notes the first value that has no range. */
  private void refuse(String name, double v) {
    String what = "a calibration input makes '" + name + "' " + v;
    if (graph.producer(name).isEmpty()) {
      throw new IllegalArgumentException(what + ": ranges need finite numbers below 1e30");
    }
    if (problem == null) {
      problem =
          ModelProblem.of(
              graph.producer(name).get(),
              what
                  + ": there is no range for infinity, not-a-number and numbers beyond 1e30;"
                  + " leave the sample out, or put a mask right before its Softmax");
    }
  }

  /**
   * The ranges.
   *
   * @throws UnsupportedModelException if a node gave a number without a range
   * @throws IllegalArgumentException if nothing was added
   */
  Map<String, ValueRange> get() throws UnsupportedModelException {
    if (problem != null) {
      throw new UnsupportedModelException(List.of(problem));
    }
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("calibration needs at least one input");
    }
    return ranges;
  }
}
