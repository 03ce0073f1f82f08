package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantAverage;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import io.zkml.ml.quant.WindowSpec;
import java.util.Arrays;
import java.util.List;

/**
 * {@code AveragePool}: the mean under a sliding window over one to three spatial axes. Padding
 * counts as zeros with {@code count_include_pad}; what lies beyond it (in ceil mode) never counts.
 */
public final class AveragePool implements Operator {
  private static final int CEIL_MODE_OPSET = 10;
  private static final int DILATIONS_OPSET = 19;

  AveragePool() {}

  @Override
  public String name() {
    return "AveragePool";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(1, 1))
        .with("count_include_pad", AttributeKind.INT)
        .with(opset >= CEIL_MODE_OPSET, "ceil_mode", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "dilations", AttributeKind.INTS);
  }

  /** True if padding is counted. */
  public static boolean countsPadding(NodeContext context) {
    return context.attributes().intValue("count_include_pad", 0) != 0;
  }

  /** The window of a pooling. */
  public static Window window(NodeContext context) throws OperatorException {
    Window window = Window.ofPool(context);
    Args.require(!window.hasEmptyWindow(), "a window lies wholly in the padding");
    return window;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    return List.of(window(context).outputShape(data.dim(0), data.dim(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Window window = window(context);
    FloatTensor sums = PoolKernel.sum(inputs.get(0), window);
    PoolKernel.AxisCount count =
        countsPadding(context)
            ? WindowAxis::paddedTaps
            : (axis, output) -> axis.endTap(output) - axis.firstTap(output);
    return List.of(PoolKernel.divided(sums, window, count));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = QuantSums.image(context, builder);
    Window window = window(context);
    int count = 1;
    boolean equal = true;
    for (WindowAxis axis : window.axes()) {
      for (int o = 0; o < axis.output(); o++) {
        equal &= taps(context, axis, o) == axis.kernel();
      }
      count *= axis.kernel();
    }
    if (!equal) {
      weighted(context, builder, x, window, count);
      return;
    }
    TensorShape shape = context.outputShape(0);
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, 1);
    long multiplier = QuantBuilder.multiplier(1.0 / count, x.value().scale(), y);
    List<WindowSpec> specs = window.specs();
    builder.emit(new QuantAverage(y.index(), x.index(), specs, multiplier, y.rounding()));
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }

  private static int taps(NodeContext context, WindowAxis axis, int o) {
    return countsPadding(context) ? axis.paddedTaps(o) : axis.endTap(o) - axis.firstTap(o);
  }

  /** Windows of unequal counts: the mean over the kernel, then a factor at every position. */
  private static void weighted(
      NodeContext context, QuantBuilder builder, View x, Window window, int count) {
    String name = context.node().output(0);
    TensorShape shape = context.outputShape(0);
    double[] factors = new double[Math.toIntExact(shape.elements(2, shape.rank()))];
    Arrays.fill(factors, count);
    int[] dims = shape.toArray();
    dims[0] = 1;
    dims[1] = 1;
    TensorShape along = TensorShape.of(dims);
    int[] strides = along.strides();
    for (int i = 0; i < factors.length; i++) {
      for (int k = 0; k < window.axes().size(); k++) {
        int o = i / strides[k + 2] % along.dim(k + 2);
        factors[i] /= taps(context, window.axes().get(k), o);
      }
    }
    double unit = builder.unit(name);
    QuantBuilder.Target mean = builder.rounded(name + ".kernel", shape, 1, unit);
    long multiplier = QuantBuilder.multiplier(1.0 / count, x.value().scale(), mean);
    builder.emit(
        new QuantAverage(mean.index(), x.index(), window.specs(), multiplier, mean.rounding()));
    RealForm form =
        new RealForm(shape).add(builder.view(name + ".kernel"), 1, FloatTensor.of(along, factors));
    QuantSums.emit(context, builder, form, 1);
  }
}
