package io.zkml.benchmarks.run;

import io.zkml.benchmarks.model.Samples;
import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.FloatInterpreter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How far a quantised model is from floating point over many samples, by the integer interpreter.
 *
 * @param samples number of samples
 * @param changedPredictions samples whose class differs, refused ones included
 * @param lowestCosine over samples that are not refused
 * @param floatCorrect samples with labels that floating point classifies as labelled
 * @param correct samples with labels that the integer program classifies as labelled
 * @param labelled samples with labels
 * @param saturations samples that are refused because a value leaves its window or its range
 */
record Accuracy(
    int samples,
    int changedPredictions,
    double lowestCosine,
    int floatCorrect,
    int correct,
    int labelled,
    int saturations) {

  /** Compares on the first samples, on all cores. */
  static Accuracy of(CompiledModel model, FloatInterpreter floating, Samples samples, int count) {
    return IntStream.range(0, Math.min(count, samples.count()))
        .parallel()
        .mapToObj(i -> one(model, floating, samples, i))
        .reduce(new Accuracy(0, 0, 1, 0, 0, 0, 0), Accuracy::plus);
  }

  private static Accuracy one(
      CompiledModel model, FloatInterpreter floating, Samples samples, int index) {
    Map<String, FloatTensor> input = Answer.named(model, samples.get(index));
    Answer expected = Answer.of(floating.run(input));
    Optional<Answer> actual = run(model, input);
    int label = samples.label(index).orElse(-1);
    boolean changed = actual.isEmpty() || actual.get().decision() != expected.decision();
    boolean right = actual.isPresent() && actual.get().decision() == label;
    return new Accuracy(
        1,
        changed ? 1 : 0,
        actual.map(a -> cosine(a.scores(), expected.scores())).orElse(1.0),
        expected.decision() == label ? 1 : 0,
        right ? 1 : 0,
        label >= 0 ? 1 : 0,
        actual.isEmpty() ? 1 : 0);
  }

  private static Optional<Answer> run(CompiledModel model, Map<String, FloatTensor> input) {
    try {
      return Optional.of(Answer.of(model.run(input)));
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Accuracy plus(Accuracy o) {
    return new Accuracy(
        samples + o.samples,
        changedPredictions + o.changedPredictions,
        Math.min(lowestCosine, o.lowestCosine),
        floatCorrect + o.floatCorrect,
        correct + o.correct,
        labelled + o.labelled,
        saturations + o.saturations);
  }

  /** The cosine of the angle between two vectors; 1 for two zero vectors. */
  static double cosine(double[] a, double[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return aa == 0 && bb == 0 ? 1 : ab / Math.max(Math.sqrt(aa * bb), Double.MIN_NORMAL);
  }

  void putInto(Facts facts) {
    facts.put("samples", samples).put("changedPredictions", changedPredictions);
    facts.put("lowestCosine", lowestCosine).put("saturations", saturations);
    if (labelled > 0) {
      facts.put("taskAccuracy", (double) correct / labelled);
      facts.put("floatAccuracy", (double) floatCorrect / labelled);
    }
  }
}
