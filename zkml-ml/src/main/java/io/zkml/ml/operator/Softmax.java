package io.zkml.ml.operator;

import java.util.Arrays;

/** {@code Softmax}: {@code exp(x)} divided by the sum of a lane. */
public final class Softmax implements LaneWise {
  Softmax() {}

  @Override
  public String name() {
    return "Softmax";
  }

  @Override
  public void transform(double[] lane) {
    double max = Arrays.stream(lane).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < lane.length; i++) {
      lane[i] = StrictMath.exp(lane[i] - max);
      sum += lane[i];
    }
    for (int i = 0; i < lane.length; i++) {
      lane[i] /= sum;
    }
  }
}
