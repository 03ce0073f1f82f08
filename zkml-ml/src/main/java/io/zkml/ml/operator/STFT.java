package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * {@code STFT}: Fourier transforms of overlapping frames of a signal {@code [batch, length, 1 or
 * 2]}, each weighted by a window; gives {@code [batch, frames, frequencies, 2]}.
 */
public final class STFT implements Operator {
  private static final int WINDOW = 2;
  private static final int FRAME_LENGTH = 3;

  STFT() {}

  @Override
  public String name() {
    return "STFT";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 4).with("onesided", AttributeKind.INT);
  }

  private static int positive(NodeContext context, int input, String what)
      throws OperatorException {
    List<Long> values = context.constantInts(input, what);
    Args.require(values.size() == 1, what + " has " + values.size() + " elements");
    return Args.toIntIn(values.getFirst(), 1, 1 << 16, what);
  }

  private static int step(NodeContext context) throws OperatorException {
    return positive(context, 1, "frame_step");
  }

  private static int frameLength(NodeContext context) throws OperatorException {
    Args.require(
        context.hasInput(WINDOW) || context.hasInput(FRAME_LENGTH),
        "neither window nor frame_length is given");
    return context.hasInput(FRAME_LENGTH)
        ? positive(context, FRAME_LENGTH, "frame_length")
        : context.inputShape(WINDOW).dim(0);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(
        shape.rank() == 3 && (shape.dim(2) == 1 || shape.dim(2) == 2),
        "the signal has shape " + shape);
    if (context.hasInput(WINDOW)) {
      Args.require(context.inputShape(WINDOW).rank() == 1, "the window is not a vector");
    }
    int length = frameLength(context);
    Args.require(length > 0 && length <= shape.dim(1), "frames of " + length + " numbers");
    if (context.hasInput(WINDOW)) {
      Args.requireVector(context, WINDOW, length, "window");
    }
    boolean half = context.attributes().intValue("onesided", 1) != 0;
    Args.require(!half || shape.dim(2) == 1, "onesided for a complex signal");
    return List.of(
        TensorShape.of(
            shape.dim(0),
            1 + (shape.dim(1) - length) / step(context),
            half ? length / 2 + 1 : length,
            2));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape target = context.outputShape(0);
    int length = frameLength(context);
    int step = step(context);
    Fourier fourier = new Fourier(length, false);
    double[] out = new double[Math.toIntExact(target.elements())];
    double[] re = new double[length];
    double[] im = new double[length];
    int at = 0;
    for (int frame = 0; frame < target.dim(0) * target.dim(1); frame++) {
      int first = frame / target.dim(1) * shape.dim(1) + frame % target.dim(1) * step;
      read(inputs, first, shape.dim(2), re, im);
      for (int k = 0; k < target.dim(2); k++) {
        out[at++] = fourier.real(re, im, k);
        out[at++] = fourier.imaginary(re, im, k);
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  private static void read(NodeInputs inputs, int first, int parts, double[] re, double[] im) {
    FloatTensor signal = inputs.get(0);
    for (int i = 0; i < re.length; i++) {
      int index = i;
      double weight = inputs.find(WINDOW).map(window -> window.get(index)).orElse(1.0);
      re[i] = weight * signal.get((first + i) * parts);
      im[i] = parts == 2 ? weight * signal.get((first + i) * parts + 1) : 0;
    }
  }

  /** What a number of a frame adds to its spectrum: {@code [length parts, frequencies 2]}. */
  private static FloatTensor matrix(NodeContext context, double[] window) throws OperatorException {
    int parts = context.inputShape(0).dim(2);
    int frequencies = context.outputShape(0).dim(2);
    int length = window.length;
    Fourier.requireProvable((long) length * parts, 2L * frequencies);
    Fourier fourier = new Fourier(length, false);
    double[] re = new double[length];
    double[] im = new double[length];
    double[] out = new double[length * parts * 2 * frequencies];
    for (int i = 0; i < length * parts; i++) {
      double[] part = i % parts == 0 ? re : im;
      part[i / parts] = window[i / parts];
      fourier.write(re, im, 2, out, i * 2 * frequencies, frequencies);
      part[i / parts] = 0;
    }
    return FloatTensor.of(TensorShape.of(length * parts, 2 * frequencies), out);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    Args.require(
        !context.hasInput(WINDOW) || context.constant(WINDOW).isPresent(),
        "input 'window' must be constant: " + Args.BIND);
    TensorShape shape = context.inputShape(0);
    double[] window = new double[frameLength(context)];
    Arrays.setAll(window, i -> context.constant(WINDOW).map(w -> w.get(i)).orElse(1.0));
    FloatTensor matrix = matrix(context, window);
    int width = matrix.shape().dim(0);
    int frames = context.outputShape(0).dim(1);
    int step = step(context) * shape.dim(2);
    double[] places = new double[frames * width];
    Arrays.setAll(places, i -> i / width * step + i % width);
    FloatTensor list = FloatTensor.of(TensorShape.of(frames, width), places);
    String signal = graph.reshape(graph.input(0), shape.dim(0), shape.dim(1) * shape.dim(2));
    Attributes along = Replacement.integer("axis", 1);
    String rows = graph.add("Gather", along, signal, graph.constant(list.withType(DataType.INT64)));
    String product = graph.add("MatMul", rows, graph.constant(matrix));
    graph.output(0, graph.reshape(product, context.outputShape(0).toArray()));
    return true;
  }
}
