package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;

/** Nodes of linear maps along one axis. */
final class AxisNodes {

  private AxisNodes() {}

  /**
   * Adds the product of a constant matrix and an axis of a value.
   *
   * @param shape of the value
   * @param matrix {@code [outputs, length of the axis]}
   * @return the product's name; its shape is that of the value but for the axis
   */
  static String map(Replacement graph, String x, TensorShape shape, int axis, FloatTensor matrix) {
    int outer = Math.toIntExact(shape.elements(0, axis));
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    String apart = graph.reshape(x, outer, shape.dim(axis), inner);
    String product = graph.add("MatMul", graph.constant(matrix), apart);
    return graph.reshape(product, shape.withDim(axis, matrix.shape().dim(0)).toArray());
  }
}
