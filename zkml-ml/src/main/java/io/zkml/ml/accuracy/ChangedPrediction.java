package io.zkml.ml.accuracy;

import java.util.Map;
import java.util.TreeMap;

/**
 * A sample whose proven prediction is another than the float model's.
 *
 * @param sample its index in the set
 * @param floatPrediction what the float model says
 * @param proven what the compiled model says; "refused" if its run saturates
 * @param label what is right; empty if nobody knows
 * @param margin by how much the float model's largest score exceeds the next one
 */
public record ChangedPrediction(
    int sample, String floatPrediction, String proven, String label, double margin) {

  /** What stands in the place of a prediction that cannot be proven. */
  public static final String REFUSED = "refused";

  Map<String, Object> facts() {
    return new TreeMap<>(
        Map.of(
            "sample",
            sample,
            "float",
            floatPrediction,
            "proven",
            proven,
            "label",
            label,
            "margin",
            margin));
  }
}
