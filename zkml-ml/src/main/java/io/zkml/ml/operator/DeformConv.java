package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code DeformConv}: a convolution over two spatial axes whose taps are moved by offsets of their
 * own for every output position, and weighted by an optional mask.
 */
public final class DeformConv implements Operator {
  private static final int OFFSETS = 2;
  private static final int BIAS = 3;
  private static final int MASK = 4;

  DeformConv() {}

  @Override
  public String name() {
    return "DeformConv";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 5)
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT)
        .with("kernel_shape", AttributeKind.INTS)
        .with("offset_group", AttributeKind.INT)
        .with("pads", AttributeKind.INTS)
        .with("strides", AttributeKind.INTS);
  }

  private static int groups(NodeContext context, String attribute) throws OperatorException {
    int channels = context.inputShape(0).dim(1);
    long given = context.attributes().intValue(attribute, 1);
    int groups = Args.toIntIn(given, 1, Math.max(channels, 1), attribute);
    Args.require(channels % groups == 0, channels + " channels in " + groups + " groups");
    return groups;
  }

  private static Window window(NodeContext context) throws OperatorException {
    TensorShape weights = context.inputShape(1);
    Args.require(
        context.inputShape(0).rank() == 4 && weights.rank() == 4,
        "an input and weights of shapes " + context.inputShape(0) + " and " + weights);
    List<Long> kernel = List.of((long) weights.dim(2), (long) weights.dim(3));
    Args.require(
        context.attributes().ints("kernel_shape").orElse(kernel).equals(kernel)
            && weights.dim(2) > 0
            && weights.dim(3) > 0,
        "kernel_shape isn't that of the weights " + weights);
    return Window.of(context, new int[] {weights.dim(2), weights.dim(3)});
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Window window = window(context);
    TensorShape weights = context.inputShape(1);
    TensorShape data = context.inputShape(0);
    int groups = groups(context, "group");
    Args.require(
        weights.dim(1) == data.dim(1) / groups && weights.dim(0) % groups == 0,
        "weights of shape " + weights + " for an input of shape " + data);
    int maps = groups(context, "offset_group") * weights.dim(2) * weights.dim(3);
    requireShape(context, OFFSETS, window.outputShape(data.dim(0), 2 * maps));
    if (context.hasInput(BIAS)) {
      Args.requireVector(context, BIAS, weights.dim(0), "B");
    }
    if (context.hasInput(MASK)) {
      requireShape(context, MASK, window.outputShape(data.dim(0), maps));
    }
    return List.of(window.outputShape(data.dim(0), weights.dim(0)));
  }

  private static void requireShape(NodeContext context, int input, TensorShape due)
      throws OperatorException {
    TensorShape given = context.inputShape(input);
    Args.require(given.equals(due), "input " + input + " has shape " + given + ", needed " + due);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Window window = window(context);
    TensorShape target = context.outputShape(0);
    TensorShape weights = context.inputShape(1);
    int taps = weights.dim(2) * weights.dim(3);
    int perGroup = weights.dim(0) / groups(context, "group");
    int plane = target.dim(2) * target.dim(3);
    double[] columns = new double[context.inputShape(0).dim(1) * taps];
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int at = 0; at < target.dim(0) * plane; at++) {
      int batch = at / plane;
      gather(context, inputs, window, batch, at % plane, columns);
      for (int m = 0; m < target.dim(1); m++) {
        int first = m / perGroup * weights.dim(1) * taps;
        double sum = inputs.find(BIAS).isPresent() ? inputs.get(BIAS).get(m) : 0;
        for (int i = 0; i < weights.dim(1) * taps; i++) {
          sum += columns[first + i] * inputs.get(1).get(m * weights.dim(1) * taps + i);
        }
        out[(batch * target.dim(1) + m) * plane + at % plane] = sum;
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  /** What the taps of one output position meet, channel by channel. */
  private static void gather(
      NodeContext context,
      NodeInputs inputs,
      Window window,
      int batch,
      int position,
      double[] columns)
      throws OperatorException {
    WindowAxis rows = window.axes().get(0);
    WindowAxis lines = window.axes().get(1);
    int taps = rows.kernel() * lines.kernel();
    int plane = rows.output() * lines.output();
    int channels = context.inputShape(0).dim(1);
    int maps = groups(context, "offset_group");
    for (int channel = 0; channel < channels; channel++) {
      int map = channel / (channels / maps);
      for (int tap = 0; tap < taps; tap++) {
        int move = ((batch * maps + map) * taps + tap) * 2 * plane + position;
        double y =
            rows.position(position / lines.output(), tap / lines.kernel())
                + inputs.get(OFFSETS).get(move);
        double x =
            lines.position(position % lines.output(), tap % lines.kernel())
                + inputs.get(OFFSETS).get(move + plane);
        int weight = ((batch * maps + map) * taps + tap) * plane + position;
        double factor = inputs.find(MASK).isPresent() ? inputs.get(MASK).get(weight) : 1.0;
        int base = (batch * channels + channel) * rows.input() * lines.input();
        columns[channel * taps + tap] =
            factor * sample(inputs.get(0).data(), base, rows.input(), lines.input(), y, x);
      }
    }
  }

  /** Bilinear interpolation in a plane that has zeros around it. */
  private static double sample(double[] data, int base, int height, int width, double y, double x) {
    double top = Math.floor(y);
    double left = Math.floor(x);
    double sum = 0;
    for (int corner = 0; corner < 4; corner++) {
      double row = corner < 2 ? top : top + 1;
      double column = corner % 2 == 0 ? left : left + 1;
      if (row >= 0 && row < height && column >= 0 && column < width) {
        double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
        sum += weight * data[base + ((int) row) * width + (int) column];
      }
    }
    return sum;
  }
}
