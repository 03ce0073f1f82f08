package io.zkml.ml.accuracy;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value of a model that its integer program has too.
 *
 * @param name in the model
 * @param operator what computes it; activations that its rounding includes stand behind a plus sign
 * @param least least entry over all samples, float model
 * @param greatest largest entry
 * @param unit real value of one unit of its integers
 * @param error largest absolute difference between the two models
 * @param ownError the part that arises here: the largest difference if the float model's operator
 *     reads what the integer program has before it
 */
public record LayerAccuracy(
    String name,
    String operator,
    double least,
    double greatest,
    double unit,
    double error,
    double ownError) {

  /** The largest magnitude of an entry. */
  public double magnitude() {
    return Math.max(Math.abs(least), Math.abs(greatest));
  }

  /** The error as a share of the largest magnitude. */
  public double relativeError() {
    return magnitude() == 0 ? 0 : error / magnitude();
  }

  /** The same of the own error. */
  public double relativeOwnError() {
    return magnitude() == 0 ? 0 : ownError / magnitude();
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("operator", operator);
    facts.put("least", least);
    facts.put("greatest", greatest);
    facts.put("unit", unit);
    facts.put("error", error);
    facts.put("ownError", ownError);
    facts.put("relativeError", relativeError());
    facts.put("relativeOwnError", relativeOwnError());
    return facts;
  }
}
