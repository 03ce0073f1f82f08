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

  /**
   * Adds the integers that exact sums of products become.
   *
   * @param sums of 32 bits
   * @param scales inputs that hold the scales of both factors, then that of the result, whose zero
   *     point follows; of the factors' scales the second may be one for each index of {@code axis}
   */
  static String requantized(
      NodeContext context, Replacement graph, String sums, int axis, int... scales)
      throws OperatorException {
    FloatTensor[] given = new FloatTensor[4];
    for (int i = 0; i < given.length; i++) {
      int input = i < 3 ? scales[i] : scales[2] + 1;
      given[i] =
          context
              .constant(input)
              .orElseThrow(() ->
                  new OperatorException(
                      "input " + input + " must be constant to be proven: " + Args.BIND));
    }
    Args.require(given[0].size() == 1, "scales of the rows of the first factor");
    int count = given[1].size();
    double[] factors = new double[count];
    double[] zeros = new double[count];
    for (int i = 0; i < count; i++) {
      factors[i] = given[2].get(0) / (given[0].get(0) * given[1].get(i));
      zeros[i] = given[3].get(0);
    }
    TensorShape shape = count == 1 ? TensorShape.scalar() : TensorShape.of(count);
    FloatTensor zero = FloatTensor.of(shape, zeros).withType(context.outputType(0));
    return graph.add(
        "QuantizeLinear",
        Replacement.integer("axis", axis),
        sums,
        graph.constant(FloatTensor.of(shape, factors)),
        graph.constant(zero));
  }
}
