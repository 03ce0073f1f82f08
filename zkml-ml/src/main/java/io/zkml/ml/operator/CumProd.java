package io.zkml.ml.operator;

/** {@code CumProd}: running products along an axis. */
public final class CumProd implements Cumulative {
  CumProd() {}

  @Override
  public String name() {
    return "CumProd";
  }

  @Override
  public double neutral() {
    return 1;
  }

  @Override
  public double combine(double before, double element) {
    return before * element;
  }
}
