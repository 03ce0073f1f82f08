package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code DeformConv}: a convolution over images {@code [N, C, H, W]} whose taps are moved by offsets
 * {@code [N, groups * taps * 2, height, width]}, read bilinearly, and weighted by a mask {@code [N,
 * groups * taps, height, width]}.
 */
public final class DeformConv implements Operator {
  private static final int OFFSET = 2;
  private static final int BIAS = 3;
  private static final int MASK = 4;
  private static final int IMAGE_RANK = 4;

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

  private static int offsetGroups(NodeContext context) throws OperatorException {
    int channels = context.inputShape(0).dim(1);
    long given = context.attributes().intValue("offset_group", 1);
    int groups = Args.toIntIn(given, 1, Math.max(1, channels), "offset_group");
    Args.require(channels % groups == 0, groups + " offset groups of " + channels + " channels");
    return groups;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    Args.require(data.rank() == IMAGE_RANK, "the input has shape " + data);
    Conv.groups(context);
    TensorShape weights = context.inputShape(1);
    TensorShape target = Conv.window(context).outputShape(data.dim(0), weights.dim(0));
    int taps = weights.dim(2) * weights.dim(3) * offsetGroups(context);
    require(context, OFFSET, target.withDim(1, 2 * taps));
    if (context.hasInput(MASK)) {
      require(context, MASK, target.withDim(1, taps));
    }
    if (context.hasInput(BIAS)) {
      Args.requireVector(context, BIAS, weights.dim(0), "B");
    }
    return List.of(target);
  }

  private static void require(NodeContext context, int input, TensorShape due)
      throws OperatorException {
    TensorShape shape = context.inputShape(input);
    Args.require(shape.equals(due), "an input has shape " + shape + ", needed is " + due);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape data = inputs.get(0).shape();
    TensorShape weights = inputs.get(1).shape();
    TensorShape target = context.outputShape(0);
    int groupOutputs = weights.dim(0) / Conv.groups(context);
    int perOffset = data.dim(1) / offsetGroups(context);
    int taps = weights.dim(2) * weights.dim(3);
    double[] out = new double[Math.toIntExact(target.elements())];
    Sampler sampler = new Sampler(context, inputs);
    Positions at = new Positions(target);
    while (at.next()) {
      double sum = inputs.find(BIAS).map(bias -> bias.get(at.at(1))).orElse(0.0);
      for (int c = 0; c < weights.dim(1); c++) {
        int channel = at.at(1) / groupOutputs * weights.dim(1) + c;
        for (int tap = 0; tap < taps; tap++) {
          double weight = inputs.get(1).get((at.at(1) * weights.dim(1) + c) * taps + tap);
          sum += weight * sampler.read(at, channel, channel / perOffset * taps + tap, tap);
        }
      }
      out[at.index()] = sum;
    }
    return List.of(FloatTensor.of(target, out));
  }

  /** Reads the image where a moved tap lies. */
  private static final class Sampler {
    private final NodeInputs inputs;
    private final TensorShape data;
    private final WindowAxis rows;
    private final WindowAxis columns;

    Sampler(NodeContext context, NodeInputs inputs) throws OperatorException {
      this.inputs = inputs;
      this.data = inputs.get(0).shape();
      this.rows = Conv.window(context).axes().get(0);
      this.columns = Conv.window(context).axes().get(1);
    }

    double read(Positions at, int channel, int moved, int tap) {
      int plane = rows.output() * columns.output();
      int cell = at.at(2) * columns.output() + at.at(3);
      int all = inputs.get(OFFSET).shape().dim(1);
      int first = (at.at(0) * all + 2 * moved) * plane + cell;
      double y =
          rows.position(at.at(2), tap / columns.kernel()) + inputs.get(OFFSET).get(first);
      double x =
          columns.position(at.at(3), tap % columns.kernel())
              + inputs.get(OFFSET).get(first + plane);
      int masked = (at.at(0) * (all / 2) + moved) * plane + cell;
      double mask = inputs.find(MASK).map(m -> m.get(masked)).orElse(1.0);
      return mask * bilinear((at.at(0) * data.dim(1) + channel) * data.dim(2), y, x);
    }

    private double bilinear(int firstRow, double y, double x) {
      double top = Math.floor(y);
      double left = Math.floor(x);
      double sum = 0;
      for (int corner = 0; corner < 4; corner++) {
        double row = top + corner / 2;
        double column = left + corner % 2;
        boolean inside =
            row >= 0 && row < data.dim(2) && column >= 0 && column < data.dim(3);
        if (inside) {
          double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
          int index = (firstRow + (int) row) * data.dim(3) + (int) column;
          sum += weight * inputs.get(0).get(index);
        }
      }
      return sum;
    }
  }
}
