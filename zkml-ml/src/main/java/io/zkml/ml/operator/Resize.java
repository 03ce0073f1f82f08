package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Resize}: interpolates along the axes, nearest, linear or cubic, to constant sizes or by
 * constant scales.
 */
public final class Resize implements Operator {
  private static final int ROI_OPSET = 11;
  private static final int AXES_OPSET = 18;
  private static final int ROI = 1;
  private static final int SIZES = 3;

  Resize() {}

  @Override
  public String name() {
    return "Resize";
  }

  @Override
  public Signature signature(int opset) {
    Signature mode = Signature.of(opset >= ROI_OPSET ? 1 : 2, opset >= ROI_OPSET ? 4 : 2);
    if (opset < ROI_OPSET) {
      return mode.with("mode", AttributeKind.STRING);
    }
    boolean axes = opset >= AXES_OPSET;
    return mode.with("mode", AttributeKind.STRING)
        .with("coordinate_transformation_mode", AttributeKind.STRING)
        .with("nearest_mode", AttributeKind.STRING)
        .with("cubic_coeff_a", AttributeKind.FLOAT)
        .with("exclude_outside", AttributeKind.INT)
        .with("extrapolation_value", AttributeKind.FLOAT)
        .with(axes, "antialias", AttributeKind.INT)
        .with(axes, "axes", AttributeKind.INTS)
        .with(axes, "keep_aspect_ratio_policy", AttributeKind.STRING);
  }

  private static ResizeAxis.Rule rule(NodeContext context) {
    Attributes attributes = context.attributes();
    return context.opset() >= ROI_OPSET
        ? ResizeAxis.Rule.of(attributes)
        : ResizeAxis.Rule.asymmetric(attributes);
  }

  private static double[] numbers(NodeContext context, int input, String what)
      throws OperatorException {
    if (!context.hasInput(input) || context.inputShape(input).elements() == 0) {
      return new double[0];
    }
    FloatTensor tensor = context.constant(input).orElse(null);
    if (tensor == null) {
      throw new OperatorException("input '" + what + "' must be constant: " + Args.BIND);
    }
    return tensor.data();
  }

  private static List<ResizeAxis> axes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    List<Long> given = context.attributes().ints("axes").orElse(null);
    double[] scales = numbers(context, context.opset() >= ROI_OPSET ? 2 : 1, "scales");
    double[] sizes = numbers(context, SIZES, "sizes");
    double[] roi = context.opset() >= ROI_OPSET ? numbers(context, ROI, "roi") : new double[0];
    int count = given == null ? shape.rank() : given.size();
    Args.require(
        (scales.length == count && sizes.length == 0)
            || (scales.length == 0 && sizes.length == count),
        scales.length + " scales and " + sizes.length + " sizes for " + count + " axes");
    boolean crop = rule(context).coordinates().equals("tf_crop_and_resize");
    Args.require(!crop || roi.length == 2 * count, "roi has " + roi.length + " numbers");
    double[] factors = scales.length > 0 ? scales : factors(context, sizes, given);
    boolean keep = sizes.length > 0 && policy(context).equals("stretch");
    List<ResizeAxis> axes = unchanged(shape);
    for (int i = 0; i < count; i++) {
      int axis = Args.axis(given == null ? i : given.get(i), shape.rank());
      int input = shape.dim(axis);
      double output = keep ? sizes[i] : output(input, factors[i], sizes.length > 0);
      int length = Args.toIntIn((long) output, 0, 1 << 28, "a length");
      double start = crop ? roi[i] : 0;
      axes.set(axis, new ResizeAxis(input, length, factors[i], start, crop ? roi[i + count] : 1));
    }
    return axes;
  }

  private static List<ResizeAxis> unchanged(TensorShape shape) {
    List<ResizeAxis> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(new ResizeAxis(shape.dim(axis), shape.dim(axis), 1, 0, 1));
    }
    return axes;
  }

  private static double output(int input, double scale, boolean round) throws OperatorException {
    Args.require(scale > 0, "a scale is " + scale);
    return Math.floor(round ? scale * input + 0.5 : (float) input * (float) scale);
  }

  private static String policy(NodeContext context) {
    return context.attributes().stringValue("keep_aspect_ratio_policy", "stretch");
  }

  /** Scales that reach the sizes: one for each axis, or the same one for all. */
  private static double[] factors(NodeContext context, double[] sizes, @Nullable List<Long> given)
      throws OperatorException {
    TensorShape shape = context.inputShape(0);
    double[] factors = new double[sizes.length];
    for (int i = 0; i < factors.length; i++) {
      int length = shape.dim(Args.axis(given == null ? i : given.get(i), shape.rank()));
      factors[i] = sizes[i] / Math.max(length, 1);
    }
    double same =
        switch (policy(context)) {
          case "stretch" -> Double.NaN;
          case "not_larger" -> Arrays.stream(factors).min().orElse(1);
          case "not_smaller" -> Arrays.stream(factors).max().orElse(1);
          default -> throw new OperatorException("keep_aspect_ratio_policy is " + policy(context));
        };
    if (!Double.isNaN(same)) {
      Arrays.fill(factors, same);
    }
    return factors;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(context.inputShape(0).elements() > 0, "the input is empty");
    int[] dims = new int[context.inputShape(0).rank()];
    List<ResizeAxis> axes = axes(context);
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = axes.get(axis).output();
      axes.get(axis).weights(rule(context));
    }
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double fill = context.attributes().floatValue("extrapolation_value", 0);
    return List.of(resized(inputs.get(0), axes(context), rule(context), fill));
  }

  /** Maps one axis after the other, those that change. */
  static FloatTensor resized(
      FloatTensor tensor, List<ResizeAxis> axes, ResizeAxis.Rule rule, double fill)
      throws OperatorException {
    FloatTensor result = tensor;
    for (int i = 0; i < axes.size(); i++) {
      ResizeAxis axis = axes.get(i);
      boolean same = axis.equals(new ResizeAxis(axis.input(), axis.input(), 1, 0, 1));
      result = same ? result : axis.weights(rule).apply(result, i, fill);
    }
    return result;
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    boolean moves = context.attributes().stringValue("mode", "nearest").equals("nearest");
    return moves ? List.of(0) : List.of();
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    if (!movedInputs(context).isEmpty()) {
      return false;
    }
    String x = graph.input(0);
    TensorShape shape = context.inputShape(0);
    List<ResizeAxis> axes = axes(context);
    for (int i = 0; i < axes.size(); i++) {
      ResizeAxis axis = axes.get(i);
      if (!axis.equals(new ResizeAxis(axis.input(), axis.input(), 1, 0, 1))) {
        FloatTensor matrix = axis.weights(rule(context)).matrix(axis.input());
        x = AxisNodes.map(graph, x, shape, i, matrix);
        shape = shape.withDim(i, axis.output());
      }
    }
    double fill = context.attributes().floatValue("extrapolation_value", 0);
    FloatTensor outside = outside(axes, rule(context), fill);
    boolean fills = Arrays.stream(outside.data()).anyMatch(v -> v != 0);
    graph.output(0, fills ? graph.add("Add", x, graph.constant(outside)) : x);
    return true;
  }

  /** The fill value where an output lies outside the input along any axis, else 0. */
  private static FloatTensor outside(List<ResizeAxis> axes, ResizeAxis.Rule rule, double fill)
      throws OperatorException {
    int[] dims = axes.stream().mapToInt(ResizeAxis::output).toArray();
    boolean[][] fills = new boolean[dims.length][];
    for (int i = 0; i < dims.length; i++) {
      AxisWeights weights = axes.get(i).weights(rule);
      fills[i] = new boolean[dims[i]];
      for (int o = 0; o < dims[i]; o++) {
        fills[i][o] = weights.rows().get(o) == null;
      }
    }
    TensorShape shape = TensorShape.of(dims);
    double[] out = new double[Math.toIntExact(shape.elements())];
    Positions at = new Positions(shape);
    while (at.next()) {
      for (int i = 0; i < dims.length; i++) {
        out[at.index()] = fills[i][at.at(i)] ? fill : out[at.index()];
      }
    }
    return FloatTensor.of(shape, out);
  }
}
