package io.zkml.ml;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.operator.ShapedGraph;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far a compiled model's answers are from the float model's on a set of samples.
 *
 * @param samples number of samples
 * @param changedPredictions samples whose largest output is another one
 * @param lowestCosine least cosine between the two outputs
 * @param meanCosine mean cosine
 * @param largestError largest absolute difference of an output
 * @param saturations samples that leave a window: they cannot be proven, and count as changed
 * @param floatTaskAccuracy share of samples with the right label, float model; empty without labels
 * @param taskAccuracy the same for the compiled model
 */
public record AccuracyReport(
    int samples,
    int changedPredictions,
    double lowestCosine,
    double meanCosine,
    double largestError,
    int saturations,
    OptionalDouble floatTaskAccuracy,
    OptionalDouble taskAccuracy) {

  /**
   * Compares the models.
   *
   * @param samples inputs
   * @param labels right answers, one a sample; or empty
   */
  public static AccuracyReport of(
      CompiledModel model,
      ShapedGraph floatModel,
      List<FloatTensor> samples,
      List<Integer> labels) {
    GraphValue input = floatModel.graph().inputs().getFirst();
    List<Map<String, FloatTensor>> named =
        samples.stream().map(s -> Map.of(input.name(), s.reshaped(input.shape()))).toList();
    return ofNamed(model, floatModel, named, labels);
  }

  /**
   * As {@link #of}, for models with several inputs or outputs; predictions and labels are about the
   * first output.
   *
   * @param samples all inputs by name
   */
  public static AccuracyReport ofNamed(
      CompiledModel model,
      ShapedGraph floatModel,
      List<Map<String, FloatTensor>> samples,
      List<Integer> labels) {
    if (samples.isEmpty() || !(labels.isEmpty() || labels.size() == samples.size())) {
      throw new IllegalArgumentException(
          samples.size() + " samples with " + labels.size() + " labels");
    }
    Counter counter = new Counter(model, FloatInterpreter.of(floatModel));
    for (int i = 0; i < samples.size(); i++) {
      counter.add(samples.get(i), labels.isEmpty() ? -1 : labels.get(i));
    }
    return counter.report(samples.size(), !labels.isEmpty());
  }

  /** Adds up differences. */
  private static final class Counter {
    private final CompiledModel model;
    private final FloatInterpreter interpreter;
    private int changed;
    private int saturations;
    private int rightFloat;
    private int right;
    private double lowest = 1;
    private double cosines;
    private double error;

    Counter(CompiledModel model, FloatInterpreter interpreter) {
      this.model = model;
      this.interpreter = interpreter;
    }

    void add(Map<String, FloatTensor> sample, int label) {
      List<FloatTensor> expected = List.copyOf(interpreter.run(sample).values());
      int best = expected.getFirst().argMax();
      rightFloat += best == label ? 1 : 0;
      List<FloatTensor> actual;
      try {
        actual = List.copyOf(model.run(sample).values());
      } catch (ArithmeticException | IllegalArgumentException outOfRange) {
        saturations++;
        changed++;
        return;
      }
      changed += actual.getFirst().argMax() == best ? 0 : 1;
      right += actual.getFirst().argMax() == label ? 1 : 0;
      compare(expected, actual);
    }

    private void compare(List<FloatTensor> expected, List<FloatTensor> actual) {
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int k = 0; k < expected.size(); k++) {
        for (int i = 0; i < expected.get(k).size(); i++) {
          double x = expected.get(k).get(i);
          double y = actual.get(k).get(i);
          xx += x * x;
          yy += y * y;
          xy += x * y;
          error = Math.max(error, Math.abs(x - y));
        }
      }
      double cosine = xx == 0 || yy == 0 ? (xx == yy ? 1 : 0) : xy / Math.sqrt(xx * yy);
      lowest = Math.min(lowest, cosine);
      cosines += cosine;
    }

    AccuracyReport report(int samples, boolean labelled) {
      OptionalDouble none = OptionalDouble.empty();
      return new AccuracyReport(
          samples,
          changed,
          lowest,
          cosines / Math.max(1, samples - saturations),
          error,
          saturations,
          labelled ? OptionalDouble.of(rightFloat / (double) samples) : none,
          labelled ? OptionalDouble.of(right / (double) samples) : none);
    }
  }
}
