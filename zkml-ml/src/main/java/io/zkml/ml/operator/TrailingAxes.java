package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;

/**
 * The axes from one on that layer normalisation runs over.
 *
 * @param axis the first of them
 * @param rows number of runs
 * @param size elements of a run
 */
record TrailingAxes(int axis, int rows, int size) {
  /** The axes from the attribute {@code axis} on, by default the last. */
  static TrailingAxes of(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int axis = Args.axis(context.attributes().intValue("axis", -1), shape.rank());
    return new TrailingAxes(
        axis,
        Math.toIntExact(shape.elements(0, axis)),
        Math.toIntExact(shape.elements(axis, shape.rank())));
  }

  /** The shape of one number a run. */
  TensorShape reduced(TensorShape shape) {
    TensorShape reduced = shape;
    for (int i = axis; i < shape.rank(); i++) {
      reduced = reduced.withDim(i, 1);
    }
    return reduced;
  }
}
