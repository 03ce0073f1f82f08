package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantConv;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;

/**
 * {@code Conv}: cross-correlation over one to three spatial axes, with groups (depthwise where the
 * groups are the channels). Data {@code [N, C, spatial...]}, weights {@code [M, C / group,
 * kernel...]}, optional bias {@code [M]}, output {@code [N, M, spatial...]}.
 */
public final class Conv implements Operator {
  private static final int BIAS = 2;

  Conv() {}

  @Override
  public String name() {
    return "Conv";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(2, 3))
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT);
  }

  /** The window of a convolution. */
  public static Window window(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape weights = context.inputShape(1);
    Args.require(
        data.rank() == weights.rank() && data.rank() > 2 && weights.elements() > 0,
        "data of shape " + data + " with weights of shape " + weights);
    int[] kernel = Arrays.copyOfRange(weights.toArray(), 2, weights.rank());
    List<Long> due = Arrays.stream(kernel).asLongStream().boxed().toList();
    List<Long> given = context.attributes().ints("kernel_shape").orElse(due);
    Args.require(given.equals(due), "kernel_shape " + given + " with weights of shape " + weights);
    return Window.of(context, kernel);
  }

  /** The number of groups. */
  public static int groups(NodeContext context) throws OperatorException {
    int channels = context.inputShape(0).dim(1);
    int groups = Args.toIntIn(context.attributes().intValue("group", 1), 1, channels, "group");
    TensorShape weights = context.inputShape(1);
    Args.require(
        (long) weights.dim(1) * groups == channels && weights.dim(0) % groups == 0,
        groups + " groups of " + channels + " channels with weights of shape " + weights);
    return groups;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Window window = window(context);
    groups(context);
    int channels = context.inputShape(1).dim(0);
    if (context.hasInput(BIAS)) {
      Args.requireVector(context, BIAS, channels, "B");
    }
    return List.of(window.outputShape(context.inputShape(0).dim(0), channels));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    double[] bias = inputs.find(BIAS).map(FloatTensor::data).orElse(null);
    ConvKernel kernel =
        new ConvKernel(window(context), inputs.get(0).data(), inputs.get(1).data(), out);
    kernel.run(inputs.get(0).shape(), inputs.get(1).shape(), groups(context), bias);
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = QuantSums.image(context, builder);
    FloatTensor weights = constant(context, 1, "weights");
    int channels = x.shape().dim(1);
    int outputs = weights.shape().dim(0);
    boolean depthwise = groups(context) > 1 && groups(context) == channels && outputs == channels;
    FloatTensor dense = depthwise ? depthwise(weights) : dense(weights, groups(context));
    TensorShape shape = context.outputShape(0);
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, 1);
    IntTensor w = QuantBuilder.weights(dense, dense.shape(), x.value().scale(), y);
    FloatTensor bias =
        context.hasInput(BIAS)
            ? constant(context, BIAS, "bias")
            : FloatTensor.vector(new double[outputs]);
    IntTensor b = QuantBuilder.weights(bias, TensorShape.of(outputs), 1, y);
    builder.emit(
        new QuantConv(
            y.index(), x.index(), window(context).specs(), w, b, depthwise, y.rounding()));
  }

  private static FloatTensor constant(NodeContext context, int input, String what)
      throws OperatorException {
    return context
        .constant(input)
        .orElseThrow(() -> new OperatorException(what + " that are not constant"));
  }

  /** Weights {@code [C, 1, kernel...]} as {@code [C, kernel...]}. */
  private static FloatTensor depthwise(FloatTensor weights) {
    int[] dims = weights.shape().toArray();
    int[] without = new int[dims.length - 1];
    without[0] = dims[0];
    System.arraycopy(dims, 2, without, 1, dims.length - 2);
    return weights.reshaped(TensorShape.of(without));
  }

  /** Weights of groups as those of one group, with zeros between different groups. */
  private static FloatTensor dense(FloatTensor weights, int groups) {
    if (groups == 1) {
      return weights;
    }
    TensorShape shape = weights.shape();
    int perGroup = shape.dim(1);
    TensorShape full = shape.withDim(1, perGroup * groups);
    int kernel = Math.toIntExact(shape.elements(2, shape.rank()));
    int outputsPerGroup = shape.dim(0) / groups;
    double[] data = new double[Math.toIntExact(full.elements())];
    for (int m = 0; m < shape.dim(0); m++) {
      int to = (m * groups + m / outputsPerGroup) * perGroup * kernel;
      System.arraycopy(weights.data(), m * perGroup * kernel, data, to, perGroup * kernel);
    }
    return FloatTensor.of(full, data);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
