package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.WindowSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The sliding window of a convolution or pooling over an input {@code [N, C, spatial...]} with one
 * to three spatial axes, with {@code auto_pad} resolved.
 *
 * @param axes the spatial axes, outermost first
 */
public record Window(List<WindowAxis> axes) {
  private static final int MAX_SPATIAL_RANK = 3;
  private static final int MAX_VALUE = 1 << 20;

  public Window {
    axes = List.copyOf(axes);
  }

  /** The attributes that all windows have. */
  static Signature attributes(Signature signature) {
    return signature
        .with("auto_pad", AttributeKind.STRING)
        .with("kernel_shape", AttributeKind.INTS)
        .with("pads", AttributeKind.INTS)
        .with("strides", AttributeKind.INTS);
  }

  /** The window of a node whose kernel is given by {@code kernel_shape}. */
  static Window ofPool(NodeContext context) throws OperatorException {
    int rank = spatialRank(context);
    Args.require(context.attributes().has("kernel_shape"), "attribute 'kernel_shape' is missing");
    return of(context, list(context, "kernel_shape", rank, 1, 1));
  }

  /** The window of a node whose first input is data and that has the given kernel. */
  static Window of(NodeContext context, int[] kernel) throws OperatorException {
    int rank = spatialRank(context);
    int[] strides = list(context, "strides", rank, 1, 1);
    int[] dilations = list(context, "dilations", rank, 1, 1);
    int[] pads = list(context, "pads", 2 * rank, 0, 0);
    String autoPad = context.attributes().stringValue("auto_pad", "NOTSET");
    boolean ceil = context.attributes().intValue("ceil_mode", 0) != 0;
    List<WindowAxis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      WindowAxis open =
          new WindowAxis(
              context.inputShape(0).dim(i + 2),
              kernel[i],
              strides[i],
              dilations[i],
              pads[i],
              pads[i + rank],
              0);
      Args.require(open.input() > 0, "the input has shape " + context.inputShape(0));
      axes.add(resolved(open, autoPad, ceil));
    }
    return new Window(axes);
  }

  private static int spatialRank(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank() - 2;
    Args.require(
        rank >= 1 && rank <= MAX_SPATIAL_RANK,
        "the input has shape " + context.inputShape(0) + ", supported are 1 to 3 spatial axes");
    return rank;
  }

  private static int[] list(NodeContext context, String name, int count, int absent, int min)
      throws OperatorException {
    List<Long> given =
        context.attributes().ints(name).orElse(Collections.nCopies(count, (long) absent));
    Args.require(given.size() == count, name + " " + given + " needs " + count + " numbers");
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = Args.toIntIn(given.get(i), min, MAX_VALUE, name);
    }
    return values;
  }

  private static WindowAxis resolved(WindowAxis axis, String autoPad, boolean ceil)
      throws OperatorException {
    boolean padded = axis.padBegin() != 0 || axis.padEnd() != 0;
    Args.require(autoPad.equals("NOTSET") || !padded, "both pads and auto_pad are given");
    return switch (autoPad) {
      case "NOTSET" -> explicit(axis, ceil);
      case "VALID" -> explicit(axis, false);
      case "SAME_UPPER" -> same(axis, true);
      case "SAME_LOWER" -> same(axis, false);
      default -> throw new OperatorException("auto_pad is '" + autoPad + "'");
    };
  }

  private static long extent(WindowAxis axis) {
    return (axis.kernel() - 1L) * axis.dilation() + 1;
  }

  private static WindowAxis explicit(WindowAxis axis, boolean ceil) throws OperatorException {
    long slack = (long) axis.input() + axis.padBegin() + axis.padEnd() - extent(axis);
    Args.require(slack >= 0, "the window is larger than the padded input");
    long last = ceil ? Math.ceilDiv(slack, (long) axis.stride()) : slack / axis.stride();
    // A window that would start in the padding behind the input is left out.
    if (ceil && last * axis.stride() >= (long) axis.input() + axis.padBegin()) {
      last--;
    }
    return withOutput(axis, axis.padBegin(), axis.padEnd(), last + 1);
  }

  private static WindowAxis same(WindowAxis axis, boolean upper) throws OperatorException {
    long output = Math.ceilDiv(axis.input(), axis.stride());
    long pads = Math.max(0, (output - 1) * axis.stride() + extent(axis) - axis.input());
    long begin = upper ? pads / 2 : pads - pads / 2;
    return withOutput(axis, begin, pads - begin, output);
  }

  private static WindowAxis withOutput(WindowAxis axis, long padBegin, long padEnd, long output)
      throws OperatorException {
    return new WindowAxis(
        axis.input(),
        axis.kernel(),
        axis.stride(),
        axis.dilation(),
        Args.toInt(padBegin, "the padding"),
        Args.toInt(padEnd, "the padding"),
        Args.toInt(output, "the output length"));
  }

  /** The shape of the output with a batch size and a number of channels. */
  TensorShape outputShape(int batch, int channels) {
    int[] dims = new int[axes.size() + 2];
    dims[0] = batch;
    dims[1] = channels;
    for (int i = 0; i < axes.size(); i++) {
      dims[i + 2] = axes.get(i).output();
    }
    return TensorShape.of(dims);
  }

  /** True if some window lies wholly in the padding. */
  boolean hasEmptyWindow() {
    return axes.stream().anyMatch(WindowAxis::hasEmptyWindow);
  }

  /** The axes for a quantised operation. */
  List<WindowSpec> specs() {
    return axes.stream()
        .map(a ->
            new WindowSpec(
                a.input(), a.output(), a.kernel(), a.stride(), a.dilation(), a.padBegin()))
        .toList();
  }
}
