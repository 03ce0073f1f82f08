package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.Optional;

/** Numbers as integers: which scale and zero point belongs to which element, and rounding. */
final class Quantization {
  private Quantization() {}

  /** Checks scale and zero point, inputs 1 and 2, against the data and the attributes. */
  static void check(NodeContext context) throws OperatorException {
    TensorShape scale = context.inputShape(1);
    if (context.hasInput(2)) {
      Args.require(
          context.inputShape(2).equals(scale),
          "zero points of shape " + context.inputShape(2) + " beside scales of " + scale);
    }
    places(context);
  }

  /** For every element of the first input the index of its scale. */
  static int[] places(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape scale = context.inputShape(1);
    int[] places = new int[Math.toIntExact(shape.elements())];
    if (scale.elements() == 1) {
      return places;
    }
    int axis = Args.axis(context.attributes().intValue("axis", 1), shape.rank());
    long size = context.attributes().intValue("block_size", 0);
    int block = Args.toIntIn(size, 0, Integer.MAX_VALUE, "block_size");
    boolean blocked = block > 0;
    TensorShape due =
        blocked
            ? shape.withDim(axis, Math.ceilDiv(shape.dim(axis), block))
            : TensorShape.of(shape.dim(axis));
    Args.require(scale.equals(due), "scales of shape " + scale + ", needed is " + due);
    int[] strides = scale.strides();
    Positions at = new Positions(shape);
    while (at.next()) {
      int place = at.at(axis);
      if (blocked) {
        place = at.offset(strides) + (at.at(axis) / block - at.at(axis)) * strides[axis];
      }
      places[at.index()] = place;
    }
    return places;
  }

  /** Rounds a multiple of a scale to an integer of a type, which it can't leave. */
  static double round(double multiple, double zeroPoint, DataType type) {
    double rounded = Math.rint(multiple) + zeroPoint;
    return Math.clamp(rounded, Limits.lowest(type), Limits.highest(type));
  }

  /** A tensor less its zero points, which are one number or one for each index of an axis. */
  static FloatTensor shifted(FloatTensor tensor, Optional<FloatTensor> zeroPoint, int axis)
      throws OperatorException {
    return zeroPoint.isEmpty()
        ? tensor
        : along(tensor, zeroPoint.get(), axis, "zero points", (x, zero) -> x - zero);
  }

  /** What is done with an element and the number that belongs to it. */
  interface Step {
    double apply(double element, double number);
  }

  /** Joins every element with one number, or with the one of its index along an axis. */
  static FloatTensor along(
      FloatTensor tensor, FloatTensor numbers, int axis, String what, Step step)
      throws OperatorException {
    TensorShape shape = tensor.shape();
    boolean one = numbers.size() == 1;
    Args.require(
        one || numbers.size() == shape.dim(axis),
        what + " of shape " + numbers.shape() + " for " + shape);
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    double[] out = new double[tensor.size()];
    Arrays.setAll(
        out, i -> step.apply(tensor.get(i), numbers.get(one ? 0 : i / inner % shape.dim(axis))));
    return FloatTensor.of(shape, out);
  }

  /** Adds a value as integers of 32 bits. */
  static String asInt32(Replacement graph, String x) {
    return graph.add("Cast", Replacement.integer("to", DataType.INT32.code()), x);
  }
}
