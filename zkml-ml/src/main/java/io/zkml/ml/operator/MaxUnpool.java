package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code MaxUnpool}: puts the elements back to where the indices of {@code MaxPool} say they came
 * from, zeros elsewhere. A constant output shape may add zeros at the ends of the axes.
 */
public final class MaxUnpool implements Operator {
  private static final int OUTPUT_SHAPE = 2;

  MaxUnpool() {}

  @Override
  public String name() {
    return "MaxUnpool";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 3)
        .with("kernel_shape", AttributeKind.INTS)
        .with("pads", AttributeKind.INTS)
        .with("strides", AttributeKind.INTS);
  }

  /** The shape that pooling came from. */
  private static TensorShape pooled(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int rank = shape.rank() - 2;
    Args.require(rank >= 1, "the input has shape " + shape);
    List<Long> kernel = context.attributes().ints("kernel_shape").orElse(List.of());
    List<Long> ones = new ArrayList<>();
    List<Long> zeros = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      ones.add(1L);
      zeros.addAll(List.of(0L, 0L));
    }
    List<Long> strides = context.attributes().ints("strides").orElse(ones);
    List<Long> pads = context.attributes().ints("pads").orElse(zeros);
    Args.require(
        kernel.size() == rank && strides.size() == rank && pads.size() == 2 * rank,
        "kernel_shape, strides and pads don't fit " + shape);
    int[] dims = shape.toArray();
    for (int i = 0; i < rank; i++) {
      long length =
          (dims[i + 2] - 1L) * Args.toIntIn(strides.get(i), 1, 1 << 20, "strides")
              + Args.toIntIn(kernel.get(i), 1, 1 << 20, "kernel_shape")
              - Args.toIntIn(pads.get(i), 0, 1 << 20, "pads")
              - Args.toIntIn(pads.get(i + rank), 0, 1 << 20, "pads");
      dims[i + 2] = Args.toIntIn(length, 0, Integer.MAX_VALUE, "a length");
    }
    return TensorShape.of(dims);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(
        context.inputShape(0).equals(context.inputShape(1)),
        "indices of shape " + context.inputShape(1) + " for " + context.inputShape(0));
    TensorShape pooled = pooled(context);
    Args.require(pooled.elements() <= ShapeInference.MAX_ELEMENTS, "it has shape " + pooled);
    if (!context.hasInput(OUTPUT_SHAPE)) {
      return List.of(pooled);
    }
    TensorShape given = TensorShape.of(Indices.dims(context, OUTPUT_SHAPE, "output_shape"));
    boolean fits = given.rank() == pooled.rank();
    for (int axis = 0; fits && axis < given.rank(); axis++) {
      fits = given.dim(axis) >= pooled.dim(axis);
    }
    Args.require(fits, "output_shape " + given + " for " + pooled);
    return List.of(given);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape pooled = pooled(context);
    double[] out = new double[Math.toIntExact(pooled.elements())];
    for (int i = 0; i < inputs.get(0).size(); i++) {
      out[Indices.position(inputs.get(1).get(i), out.length)] = inputs.get(0).get(i);
    }
    AxisMaps maps = AxisMaps.identity(pooled);
    for (int axis = 0; axis < pooled.rank(); axis++) {
      int length = pooled.dim(axis);
      int[] map = new int[context.outputShape(0).dim(axis)];
      for (int i = 0; i < map.length; i++) {
        map[i] = i < length ? i : AxisMaps.FILL;
      }
      maps.set(axis, map);
    }
    return List.of(maps.apply(FloatTensor.of(pooled, out), 0));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
