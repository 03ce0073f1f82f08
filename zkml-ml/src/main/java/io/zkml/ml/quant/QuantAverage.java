package io.zkml.ml.quant;

import java.util.List;

/**
 * {@code multiplier} times the sum under a sliding window over {@code [N, C, spatial...]}; padding
 * counts as 0.
 */
public record QuantAverage(
    int result, int input, List<WindowSpec> window, long multiplier, Rounding rounding)
    implements QuantOp {

  /** Copies the list. */
  public QuantAverage {
    window = List.copyOf(window);
  }
}
