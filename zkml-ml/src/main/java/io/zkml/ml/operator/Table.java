package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;

/** Rows of features, the input of most {@code ai.onnx.ml} operators: {@code [rows, features]}. */
final class Table {
  /** The domain of these operators. */
  static final String DOMAIN = "ai.onnx.ml";

  private Table() {}

  /** Number of rows; a vector is one row. */
  static int rows(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() == 1 || shape.rank() == 2, "the input has shape " + shape);
    return shape.rank() == 1 ? 1 : shape.dim(0);
  }

  /** Number of features of a row. */
  static int features(NodeContext context) {
    TensorShape shape = context.inputShape(0);
    return shape.dim(shape.rank() - 1);
  }
}
