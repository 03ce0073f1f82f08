package io.zkml.ml.operator;

import java.util.Arrays;

/** {@code Hardmax}: 1 for the first largest element of a lane, otherwise 0. */
public final class Hardmax implements LaneWise {
  Hardmax() {}

  @Override
  public String name() {
    return "Hardmax";
  }

  @Override
  public void transform(double[] lane) {
    int largest = 0;
    for (int i = 1; i < lane.length; i++) {
      largest = lane[i] > lane[largest] ? i : largest;
    }
    Arrays.fill(lane, 0);
    lane[largest] = 1;
  }
}
