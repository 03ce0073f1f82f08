package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** {@code LpPool}: the p-norm under a sliding window over one to three spatial axes. */
public final class LpPool implements Operator {
  private static final int DILATIONS_OPSET = 18;

  LpPool() {}

  @Override
  public String name() {
    return "LpPool";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(1, 1))
        .with("p", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "ceil_mode", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "dilations", AttributeKind.INTS);
  }

  /** The exponent of the norm. */
  static double exponent(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("p", 2), 1, 1 << 10, "p");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    exponent(context);
    return List.of(Window.ofPool(context).outputShape(data.dim(0), data.dim(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double p = exponent(context);
    FloatTensor powers = Elementwise.apply(inputs.get(0), x -> Math.pow(Math.abs(x), p)).getFirst();
    FloatTensor sums = PoolKernel.sum(powers, Window.ofPool(context));
    return Elementwise.apply(sums, x -> Math.pow(x, 1 / p));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    double p = exponent(context);
    Window window = Window.ofPool(context);
    String powers = power(graph, graph.input(0), p);
    String sums = sums(graph, powers, window, context.inputShape(0).dim(1));
    graph.output(0, p == 1 ? sums : root(graph, sums, p));
    return true;
  }

  /** {@code |x|^p}. */
  static String power(Replacement graph, String x, double p) {
    if (p == 2) {
      return graph.add("Mul", x, x);
    }
    String size = graph.add("Abs", x);
    return p == 1 ? size : graph.add("Pow", size, graph.constant(p));
  }

  /** The p-th root. */
  static String root(Replacement graph, String x, double p) {
    return p == 2 ? graph.add("Sqrt", x) : graph.add("Pow", x, graph.constant(1 / p));
  }

  /** Sums of windows, channel by channel: a convolution with ones. */
  private static String sums(Replacement graph, String x, Window window, int channels) {
    List<WindowAxis> axes = window.axes();
    int[] dims = new int[axes.size() + 2];
    dims[0] = channels;
    dims[1] = 1;
    Long[] pads = new Long[2 * axes.size()];
    for (int i = 0; i < axes.size(); i++) {
      WindowAxis axis = axes.get(i);
      dims[i + 2] = axis.kernel();
      pads[i] = (long) axis.padBegin();
      int reach = axis.position(axis.output() - 1, axis.kernel() - 1);
      pads[i + axes.size()] = Math.max(0L, reach + 1L - axis.input());
    }
    TensorShape shape = TensorShape.of(dims);
    double[] ones = new double[Math.toIntExact(shape.elements())];
    Arrays.fill(ones, 1);
    Attributes attributes =
        Replacement.integer("group", channels)
            .with("pads", new Attribute.IntsValue(List.of(pads)))
            .with("strides", ints(axes, WindowAxis::stride))
            .with("dilations", ints(axes, WindowAxis::dilation));
    return graph.add("Conv", attributes, x, graph.constant(FloatTensor.of(shape, ones)));
  }

  private static Attribute ints(List<WindowAxis> axes, ToLongFunction<WindowAxis> of) {
    return new Attribute.IntsValue(axes.stream().map(axis -> of.applyAsLong(axis)).toList());
  }
}
