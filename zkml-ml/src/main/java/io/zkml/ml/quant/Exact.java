package io.zkml.ml.quant;

/**
 * The accumulator itself.
 *
 * @param ranged whether the value's bounds are narrower than what follows from the operands'
 *     bounds: then a proof checks them, and an entry beyond is an error
 */
public record Exact(boolean ranged) implements Finish {}
