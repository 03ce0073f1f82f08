package io.zkml.ml.accuracy;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.SaturationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Adds up differences between the outputs of both models. Not thread-safe. */
final class AccuracyTally {

  private final CompiledModel model;
  private final FloatInterpreter floating;
  final List<ChangedPrediction> changed = new ArrayList<>();
  final List<Saturation> saturations = new ArrayList<>();
  final ErrorHistogram.Tally errors = new ErrorHistogram.Tally();
  int compared;
  int right;
  int floatRight;
  double lowestCosine = 1;
  double cosines;
  double largestError;

  AccuracyTally(CompiledModel model, FloatInterpreter floating) {
    this.model = model;
    this.floating = floating;
  }

  /**
   * A sample.
   *
   * @param label what is right, empty if nobody knows
   * @return whether it can be proven
   */
  boolean add(int index, Map<String, FloatTensor> sample, String label) {
    List<FloatTensor> expected = List.copyOf(floating.run(sample).values());
    DataType type = expected.getFirst().type();
    Prediction wanted = Prediction.of(expected, type);
    floatRight += wanted.text().equals(label) ? 1 : 0;
    List<FloatTensor> actual;
    try {
      actual = List.copyOf(model.run(sample).values());
    } catch (SaturationException e) {
      saturations.add(new Saturation(index, e.layer(), e.count()));
      changed.add(
          new ChangedPrediction(
              index, wanted.text(), ChangedPrediction.REFUSED, label, wanted.margin()));
      return false;
    }
    Prediction proven = Prediction.of(actual, type);
    right += proven.text().equals(label) ? 1 : 0;
    if (!proven.is(wanted)) {
      changed.add(
          new ChangedPrediction(index, wanted.text(), proven.text(), label, wanted.margin()));
    }
    compare(expected, actual);
    return true;
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
        largestError = Math.max(largestError, Math.abs(x - y));
        errors.add(Math.abs(x - y));
      }
    }
    double cosine = xx == 0 || yy == 0 ? (xx == yy ? 1 : 0) : xy / Math.sqrt(xx * yy);
    lowestCosine = Math.min(lowestCosine, cosine);
    cosines += cosine;
    compared++;
  }

  /** Samples behind those that this has seen. */
  void add(AccuracyTally o) {
    changed.addAll(o.changed);
    saturations.addAll(o.saturations);
    errors.add(o.errors);
    compared += o.compared;
    right += o.right;
    floatRight += o.floatRight;
    lowestCosine = Math.min(lowestCosine, o.lowestCosine);
    cosines += o.cosines;
    largestError = Math.max(largestError, o.largestError);
  }
}
