package io.zkml.ml.operator;

/** {@code CumSum}: running sums along an axis. */
public final class CumSum implements Cumulative {
  CumSum() {}

  @Override
  public String name() {
    return "CumSum";
  }

  @Override
  public double neutral() {
    return 0;
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }
}
