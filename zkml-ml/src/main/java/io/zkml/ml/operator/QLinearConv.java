package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Optional;

/**
 * {@code QLinearConv}: the convolution of quantised data and weights, quantised again. Scale and
 * zero point of the weights are one number or one for each filter; the bias counts in products of
 * the two scales.
 */
public final class QLinearConv implements Operator {
  private static final int X_SCALE = 1;
  private static final int X_ZERO = 2;
  private static final int W = 3;
  private static final int W_SCALE = 4;
  private static final int W_ZERO = 5;
  private static final int Y_SCALE = 6;
  private static final int Y_ZERO = 7;
  private static final int BIAS = 8;

  QLinearConv() {}

  @Override
  public String name() {
    return "QLinearConv";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(8, 9))
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT);
  }

  /** The node as a convolution of its data and weights alone. */
  private static NodeContext convolution(NodeContext context) {
    List<Optional<TensorShape>> shapes =
        List.of(Optional.of(context.inputShape(0)), Optional.of(context.inputShape(W)));
    List<DataType> types = List.of(context.inputType(0), context.inputType(W));
    return NodeContext.of(context.node(), shapes, types, List.of());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    for (int input : new int[] {X_SCALE, X_ZERO, Y_SCALE, Y_ZERO}) {
      Args.require(context.inputShape(input).elements() == 1, "input " + input + " is no number");
    }
    NodeContext convolution = convolution(context);
    Conv.groups(convolution);
    int filters = context.inputShape(W).dim(0);
    if (context.hasInput(BIAS)) {
      Args.requireVector(context, BIAS, filters, "B");
    }
    int batch = context.inputShape(0).dim(0);
    return List.of(Conv.window(convolution).outputShape(batch, filters));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(Y_ZERO));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    NodeContext convolution = convolution(context);
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    FloatTensor data = Quantization.shifted(inputs.get(0), inputs.find(X_ZERO), 1);
    FloatTensor weights = Quantization.shifted(inputs.get(W), inputs.find(W_ZERO), 0);
    double[] bias = inputs.find(BIAS).map(FloatTensor::data).orElse(null);
    ConvKernel kernel = new ConvKernel(Conv.window(convolution), data.data(), weights.data(), out);
    kernel.run(data.shape(), weights.shape(), Conv.groups(convolution), bias);
    double factor = inputs.get(X_SCALE).get(0) / inputs.get(Y_SCALE).get(0);
    double zero = inputs.get(Y_ZERO).get(0);
    DataType type = context.outputType(0);
    return List.of(
        Quantization.along(
            FloatTensor.of(target, out),
            inputs.get(W_SCALE),
            1,
            "scales",
            (x, scale) -> Quantization.round(x * factor * scale, zero, type)));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String sums =
        graph.add(
            "ConvInteger",
            context.attributes(),
            graph.input(0),
            graph.input(W),
            graph.input(X_ZERO),
            graph.input(W_ZERO));
    if (context.hasInput(BIAS)) {
      int rank = context.outputShape(0).rank();
      int[] dims = NormalizationNodes.channels(context.outputShape(0).dim(1), rank);
      sums = graph.add("Add", sums, graph.reshape(graph.input(BIAS), dims));
    }
    graph.output(0, Quantization.requantized(context, graph, sums, 1, X_SCALE, W_SCALE, Y_SCALE));
    return true;
  }
}
