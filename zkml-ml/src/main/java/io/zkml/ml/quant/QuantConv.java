package io.zkml.ml.quant;

import java.util.List;

/**
 * Cross-correlation over {@code [N, C, spatial...]}.
 *
 * @param weights {@code [M, C, kernel...]}, or {@code [C, kernel...]} where depthwise
 * @param bias {@code [M]}
 * @param depthwise every channel has its own kernel and M = C
 */
public record QuantConv(
    int result,
    int input,
    List<WindowSpec> window,
    IntTensor weights,
    IntTensor bias,
    boolean depthwise,
    Rounding rounding)
    implements QuantOp {

  /** Copies the list. */
  public QuantConv {
    window = List.copyOf(window);
  }
}
