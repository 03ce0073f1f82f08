/**
 * Quantised models: what an exact integer program computes, operator by operator, and how float
 * models become such.
 */
package io.zkml.ml.quant;
