package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code DFT}: the discrete Fourier transform along an axis. The last axis has one number for real
 * values and two for complex ones. With {@code onesided}, the transform of real values keeps the
 * first half, and the inverse takes that half and gives real values.
 */
public final class DFT implements Operator {
  private static final int INPUT_AXIS_OPSET = 20;
  private static final int MAX_LENGTH = 1 << 16;

  DFT() {}

  @Override
  public String name() {
    return "DFT";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, opset >= INPUT_AXIS_OPSET ? 3 : 2)
        .with(opset < INPUT_AXIS_OPSET, "axis", AttributeKind.INT)
        .with("inverse", AttributeKind.INT)
        .with("onesided", AttributeKind.INT);
  }

  private static boolean inverse(NodeContext context) {
    return context.attributes().intValue("inverse", 0) != 0;
  }

  private static boolean onesided(NodeContext context) {
    return context.attributes().intValue("onesided", 0) != 0;
  }

  private static int axis(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank();
    long given;
    if (context.opset() < INPUT_AXIS_OPSET) {
      given = context.attributes().intValue("axis", 1);
    } else {
      given = context.hasInput(2) ? single(context, 2, "axis") : -2;
    }
    int axis = Args.axis(given, rank);
    Args.require(axis < rank - 1, "axis " + given + " is that of the complex parts");
    return axis;
  }

  private static long single(NodeContext context, int input, String what) throws OperatorException {
    List<Long> values = context.constantInts(input, what);
    Args.require(values.size() == 1, what + " has " + values.size() + " elements");
    return values.getFirst();
  }

  /** Number of points of the transform. */
  private static int length(NodeContext context) throws OperatorException {
    int own = context.inputShape(0).dim(axis(context));
    boolean half = inverse(context) && onesided(context);
    long length = half ? 2L * (own - 1) : own;
    if (context.hasInput(1)) {
      length = single(context, 1, "dft_length");
    }
    return Args.toIntIn(length, 1, MAX_LENGTH, "the length");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int rank = shape.rank();
    Args.require(
        rank >= 2 && (shape.dim(rank - 1) == 1 || shape.dim(rank - 1) == 2),
        "the input has shape " + shape + ", needed are one or two numbers at the end");
    int length = length(context);
    boolean realResult = inverse(context) && onesided(context);
    boolean half = !inverse(context) && onesided(context);
    return List.of(
        shape
            .withDim(axis(context), half ? length / 2 + 1 : length)
            .withDim(rank - 1, realResult ? 1 : 2));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape target = context.outputShape(0);
    int parts = shape.dim(shape.rank() - 1);
    int outParts = target.dim(shape.rank() - 1);
    Lanes from = Lanes.along(shape, axis(context));
    Lanes to = Lanes.along(target, axis(context));
    int length = length(context);
    Fourier fourier = new Fourier(length, inverse(context));
    double scale = inverse(context) ? 1.0 / length : 1;
    double[] out = new double[Math.toIntExact(target.elements())];
    double[] re = new double[length];
    double[] im = new double[length];
    for (int l = 0; l < from.count() / parts; l++) {
      read(inputs.get(0).data(), from, l * parts, parts, re, im);
      if (inverse(context) && onesided(context)) {
        mirror(re, im, from.length());
      }
      for (int k = 0; k < to.length(); k++) {
        int at = to.start(l * outParts) + k * to.step();
        out[at] = scale * fourier.real(re, im, k);
        if (outParts == 2) {
          out[at + 1] = scale * fourier.imaginary(re, im, k);
        }
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  /** What one element of a lane adds to the lane's transform: {@code [in parts, out parts]}. */
  private static FloatTensor matrix(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape target = context.outputShape(0);
    int parts = shape.dim(shape.rank() - 1);
    int outParts = target.dim(target.rank() - 1);
    int inputs = shape.dim(axis(context)) * parts;
    int outputs = target.dim(axis(context)) * outParts;
    Fourier.requireProvable(inputs, outputs);
    Fourier fourier = new Fourier(length(context), inverse(context));
    double scale = inverse(context) ? 1.0 / length(context) : 1;
    Lanes lane = new Lanes(parts, inputs / parts, parts);
    double[] re = new double[length(context)];
    double[] im = new double[re.length];
    double[] one = new double[inputs];
    double[] out = new double[inputs * outputs];
    for (int i = 0; i < inputs; i++) {
      one[i] = scale;
      read(one, lane, 0, parts, re, im);
      one[i] = 0;
      if (inverse(context) && onesided(context)) {
        mirror(re, im, lane.length());
      }
      fourier.write(re, im, outParts, out, i * outputs, outputs / outParts);
    }
    return FloatTensor.of(TensorShape.of(inputs, outputs), out);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    int axis = axis(context);
    int rank = context.inputShape(0).rank();
    FloatTensor matrix = matrix(context);
    // Lanes last: the other axes, then that of the transform and that of the parts.
    long[] order = new long[rank];
    long[] back = new long[rank];
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int from = i < axis ? i : i < rank - 2 ? i + 1 : i == rank - 2 ? axis : i;
      order[i] = from;
      back[from] = i;
      dims[i] = context.outputShape(0).dim(from);
    }
    String lanes = graph.reshape(graph.transpose(graph.input(0), order), -1, matrix.shape().dim(0));
    String product = graph.add("MatMul", lanes, graph.constant(matrix));
    graph.output(0, graph.transpose(graph.reshape(product, dims), back));
    return true;
  }

  /** Reads a lane, cut or filled up with zeros. */
  private static void read(
      double[] in, Lanes lanes, int lane, int parts, double[] re, double[] im) {
    for (int i = 0; i < re.length; i++) {
      int at = lanes.start(lane) + i * lanes.step();
      re[i] = i < lanes.length() ? in[at] : 0;
      im[i] = i < lanes.length() && parts == 2 ? in[at + 1] : 0;
    }
  }

  /** Completes the spectrum of real values, of which the first {@code known} are there. */
  private static void mirror(double[] re, double[] im, int known) {
    int half = re.length / 2 + 1;
    for (int i = half; i < re.length; i++) {
      int partner = re.length - i;
      re[i] = partner < known ? re[partner] : 0;
      im[i] = partner < known ? -im[partner] : 0;
    }
  }
}
