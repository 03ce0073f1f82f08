package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * {@code ConvTranspose}: the transposed map of a convolution over one to three spatial axes. Data
 * {@code [N, C, spatial...]}, weights {@code [C, M / group, kernel...]}, optional bias {@code [M]},
 * output {@code [N, M, spatial...]}.
 */
public final class ConvTranspose implements Operator {
  private static final int BIAS = 2;
  private static final int MAX_VALUE = 1 << 20;

  ConvTranspose() {}

  @Override
  public String name() {
    return "ConvTranspose";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(2, 3))
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT)
        .with("output_padding", AttributeKind.INTS)
        .with("output_shape", AttributeKind.INTS);
  }

  /** The axes of the convolution that is transposed: its input is this node's output. */
  private static List<WindowAxis> axes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape weights = context.inputShape(1);
    int rank = data.rank() - 2;
    Args.require(
        rank >= 1 && rank <= 3 && weights.rank() == data.rank() && weights.dim(0) == data.dim(1),
        "data of shape " + data + " with weights of shape " + weights);
    int[] strides = list(context, "strides", rank, 1, 1);
    int[] dilations = list(context, "dilations", rank, 1, 1);
    int[] extra = list(context, "output_padding", rank, 0, 0);
    int[] pads = list(context, "pads", 2 * rank, 0, 0);
    int[] outputs = list(context, "output_shape", rank, 0, 0);
    List<WindowAxis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int length = data.dim(i + 2);
      int kernel = weights.dim(i + 2);
      Args.require(length > 0 && kernel > 0, "empty data or weights");
      WindowAxis open =
          new WindowAxis(0, kernel, strides[i], dilations[i], pads[i], pads[i + rank], length);
      axes.add(resolved(context, open, extra[i], outputs[i]));
    }
    return axes;
  }

  /**
   * An axis with the length that it has behind the node.
   *
   * @param extra positions that are added at the end
   * @param given the length, where {@code output_shape} says it
   */
  private static WindowAxis resolved(NodeContext context, WindowAxis axis, int extra, int given)
      throws OperatorException {
    String autoPad = context.attributes().stringValue("auto_pad", "NOTSET");
    boolean hasLength = context.attributes().has("output_shape");
    long full =
        (axis.output() - 1L) * axis.stride() + extra + (axis.kernel() - 1L) * axis.dilation() + 1;
    long begin = axis.padBegin();
    long length = full - axis.padBegin() - axis.padEnd();
    if (hasLength || autoPad.startsWith("SAME")) {
      length = hasLength ? given : (long) axis.output() * axis.stride();
      long total = Math.max(0, full - length);
      begin = autoPad.equals("SAME_UPPER") ? total / 2 : total - total / 2;
    }
    return new WindowAxis(
        Args.toIntIn(length, 1, Integer.MAX_VALUE, "a length"),
        axis.kernel(),
        axis.stride(),
        axis.dilation(),
        Args.toInt(begin, "a pad"),
        0,
        axis.output());
  }

  private static int[] list(NodeContext context, String name, int count, int absent, int min)
      throws OperatorException {
    int[] values = new int[count];
    Arrays.fill(values, absent);
    List<Long> given = context.attributes().ints(name).orElse(null);
    if (given != null) {
      Args.require(given.size() == count, name + " " + given + " needs " + count + " numbers");
      for (int i = 0; i < count; i++) {
        values[i] = Args.toIntIn(given.get(i), min, MAX_VALUE, name);
      }
    }
    return values;
  }

  private static int groups(NodeContext context) throws OperatorException {
    int channels = context.inputShape(0).dim(1);
    int groups = Args.toIntIn(context.attributes().intValue("group", 1), 1, channels, "group");
    Args.require(channels % groups == 0, groups + " groups of " + channels + " channels");
    return groups;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    List<WindowAxis> axes = axes(context);
    long outputs = (long) context.inputShape(1).dim(1) * groups(context);
    int channels = Args.toInt(outputs, "the number of channels");
    if (context.hasInput(BIAS)) {
      Args.requireVector(context, BIAS, channels, "B");
    }
    int[] dims = new int[axes.size() + 2];
    dims[0] = context.inputShape(0).dim(0);
    dims[1] = channels;
    for (int i = 0; i < axes.size(); i++) {
      dims[i + 2] = axes.get(i).input();
    }
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    int plane = Math.toIntExact(target.elements(2, target.rank()));
    if (context.hasInput(BIAS)) {
      for (int i = 0; i < out.length; i++) {
        out[i] = inputs.get(BIAS).get(i / plane % target.dim(1));
      }
    }
    Taps taps = Taps.of(axes(context));
    TensorShape data = inputs.get(0).shape();
    int perGroup = inputs.get(1).shape().dim(1);
    int groupChannels = data.dim(1) / groups(context);
    for (int n = 0; n < data.dim(0); n++) {
      for (int c = 0; c < data.dim(1); c++) {
        int from = (n * data.dim(1) + c) * taps.inputs();
        for (int m = 0; m < perGroup; m++) {
          int channel = n * target.dim(1) + c / groupChannels * perGroup + m;
          int weight = (c * perGroup + m) * taps.kernel();
          taps.add(inputs.get(0).data(), from, inputs.get(1).data(), weight, out, channel * plane);
        }
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  /**
   * For every input position and tap the output that it adds to, or -1.
   *
   * @param inputs input positions of a plane
   * @param kernel taps
   * @param outputs output positions, tap by tap within each input position
   */
  private record Taps(int inputs, int kernel, int[] outputs) {
    static Taps of(List<WindowAxis> axes) throws OperatorException {
      int rank = axes.size();
      int[] dims = new int[2 * rank];
      for (int i = 0; i < rank; i++) {
        dims[i] = axes.get(i).output();
        dims[i + rank] = axes.get(i).kernel();
      }
      TensorShape shape = TensorShape.of(dims);
      Args.require(shape.elements() <= ShapeInference.MAX_ELEMENTS, "too many products");
      int[] outputs = new int[Math.toIntExact(shape.elements())];
      Positions at = new Positions(shape);
      while (at.next()) {
        int to = 0;
        boolean inside = true;
        for (int i = 0; i < rank; i++) {
          int position = axes.get(i).position(at.at(i), at.at(i + rank));
          inside &= position >= 0 && position < axes.get(i).input();
          to = to * axes.get(i).input() + position;
        }
        outputs[at.index()] = inside ? to : -1;
      }
      int inputs = Math.toIntExact(shape.elements(0, rank));
      return new Taps(inputs, outputs.length / inputs, outputs);
    }

    void add(double[] data, int from, double[] weights, int weight, double[] out, int plane) {
      for (int i = 0; i < inputs; i++) {
        double x = data[from + i];
        for (int k = 0; k < kernel; k++) {
          int to = outputs[i * kernel + k];
          if (to >= 0) {
            out[plane + to] += x * weights[weight + k];
          }
        }
      }
    }
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    FloatTensor weights = context.constant(1).orElse(null);
    Args.require(weights != null, "weights that are not constant");
    List<WindowAxis> axes = axes(context);
    String spread = ConvTransposeNodes.spread(graph, context.inputShape(0), axes);
    int groups = groups(context);
    String turned =
        graph.constant(ConvTransposeNodes.turned(Objects.requireNonNull(weights), groups));
    List<Long> dilations = axes.stream().map(axis -> (long) axis.dilation()).toList();
    Attributes attributes =
        Replacement.integer("group", groups).with("dilations", new Attribute.IntsValue(dilations));
    String y =
        context.hasInput(BIAS)
            ? graph.add("Conv", attributes, spread, turned, graph.input(BIAS))
            : graph.add("Conv", attributes, spread, turned);
    graph.output(0, y);
    return true;
  }
}
