package io.zkml.ml.quant;

/** How an exact accumulator becomes a stored value. */
public sealed interface Finish permits Rounding, Exact {}
