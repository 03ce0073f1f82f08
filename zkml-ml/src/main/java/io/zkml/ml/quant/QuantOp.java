package io.zkml.ml.quant;

/** One operation of a quantised graph on exact integers. */
public sealed interface QuantOp permits QuantConv, QuantMatrix, QuantSum, QuantAverage, QuantMax {

  /** Index of the value that the operation defines. */
  int result();
}
