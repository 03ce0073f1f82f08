package io.zkml.ml.quant;

import java.util.List;

/** The maximum under a sliding window over {@code [N, C, spatial...]}; padding never wins. */
public record QuantMax(int result, int input, List<WindowSpec> window) implements QuantOp {

  /** Copies the list. */
  public QuantMax {
    window = List.copyOf(window);
  }
}
