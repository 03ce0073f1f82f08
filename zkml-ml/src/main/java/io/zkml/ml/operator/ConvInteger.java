package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * {@code ConvInteger}: the convolution of 8-bit data and weights less their zero points, in 32
 * bits. The weights' zero point is one number or one for each filter.
 */
public final class ConvInteger implements Operator {
  ConvInteger() {}

  @Override
  public String name() {
    return "ConvInteger";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(2, 4))
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Conv.groups(context);
    int filters = context.inputShape(1).dim(0);
    return List.of(Conv.window(context).outputShape(context.inputShape(0).dim(0), filters));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT32);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    FloatTensor data = Quantization.shifted(inputs.get(0), inputs.find(2), 1);
    FloatTensor weights = Quantization.shifted(inputs.get(1), inputs.find(3), 0);
    ConvKernel kernel = new ConvKernel(Conv.window(context), data.data(), weights.data(), out);
    kernel.run(data.shape(), weights.shape(), Conv.groups(context), null);
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape weights = context.inputShape(1);
    int groups = Conv.groups(context);
    List<WindowAxis> axes = Conv.window(context).axes();
    int taps = WindowNodes.taps(axes);
    String x = shifted(context, graph, 0, 1);
    String w = shifted(context, graph, 1, weights.rank());
    int outputs = WindowNodes.positions(axes).length / taps;
    int channels = data.dim(1) / groups;
    int filters = weights.dim(0) / groups;
    String unfolded = WindowNodes.unfolded(graph, x, data, axes);
    String apart = graph.reshape(unfolded, data.dim(0), groups, channels, outputs, taps);
    String behind = graph.transpose(apart, 0, 1, 2, 4, 3);
    String columns = graph.reshape(behind, data.dim(0), groups, channels * taps, outputs);
    String rows = graph.reshape(w, groups, filters, channels * taps);
    String product = graph.add("MatMul", rows, columns);
    graph.output(0, graph.reshape(product, context.outputShape(0).toArray()));
    return true;
  }

  /** An input less its zero points: one number, or one for each index of the first axis. */
  private static String shifted(NodeContext context, Replacement graph, int input, int rank) {
    String integers = Quantization.asInt32(graph, graph.input(input));
    if (!context.hasInput(2 + input)) {
      return integers;
    }
    int count = Math.toIntExact(context.inputShape(2 + input).elements());
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[0] = count;
    String points = Quantization.asInt32(graph, graph.input(2 + input));
    return graph.add("Sub", integers, graph.reshape(points, dims));
  }
}
