package io.zkml.ml;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.operator.ShapedGraph;
import java.util.List;
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

    void add(FloatTensor sample, int label) {
      FloatTensor expected = interpreter.run(sample);
      int best = expected.argMax();
      rightFloat += best == label ? 1 : 0;
      FloatTensor actual;
      try {
        actual = model.dequantize(IntegerInterpreter.run(model.graph(), model.quantize(sample)));
      } catch (ArithmeticException | IllegalArgumentException outOfRange) {
        saturations++;
        changed++;
        return;
      }
      changed += actual.argMax() == best ? 0 : 1;
      right += actual.argMax() == label ? 1 : 0;
      compare(expected, actual);
    }

    private void compare(FloatTensor x, FloatTensor y) {
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < x.size(); i++) {
        xx += x.get(i) * x.get(i);
        yy += y.get(i) * y.get(i);
        xy += x.get(i) * y.get(i);
        error = Math.max(error, Math.abs(x.get(i) - y.get(i)));
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
