package io.zkml.ml.quant;

import java.util.List;

/**
 * A linear combination of values of equal shape, and a constant along one axis.
 *
 * @param bias one entry an index of {@code biasAxis}
 */
public record QuantSum(
    int result, List<Addend> addends, IntTensor bias, int biasAxis, Rounding rounding)
    implements QuantOp {

  /** Copies the list. */
  public QuantSum {
    addends = List.copyOf(addends);
  }

  /** A value with its integer factor. */
  public record Addend(int value, long multiplier) {}
}
