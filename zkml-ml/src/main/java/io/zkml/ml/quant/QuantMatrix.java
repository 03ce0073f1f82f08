package io.zkml.ml.quant;

/**
 * A product with a constant matrix: the axes from {@code leading} on are contracted.
 *
 * @param leading number of axes of the input that the result keeps, in front
 * @param weights {@code [M, the contracted axes...]}
 * @param bias {@code [M]}
 */
public record QuantMatrix(
    int result, int input, int leading, IntTensor weights, IntTensor bias, Rounding rounding)
    implements QuantOp {}
