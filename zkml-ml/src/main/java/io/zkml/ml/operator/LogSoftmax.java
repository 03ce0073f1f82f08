package io.zkml.ml.operator;

import java.util.Arrays;

/** {@code LogSoftmax}: the logarithm of {@code exp(x)} divided by the sum of a lane. */
public final class LogSoftmax implements LaneWise {
  LogSoftmax() {}

  @Override
  public String name() {
    return "LogSoftmax";
  }

  @Override
  public void transform(double[] lane) {
    double max = Arrays.stream(lane).max().orElseThrow();
    double sum = Arrays.stream(lane).map(x -> StrictMath.exp(x - max)).sum();
    double offset = max + StrictMath.log(sum);
    for (int i = 0; i < lane.length; i++) {
      lane[i] -= offset;
    }
  }
}
