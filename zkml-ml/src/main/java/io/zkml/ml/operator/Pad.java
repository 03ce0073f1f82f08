package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Pad}: adds elements before and after the axes (or takes some away, where a pad is
 * negative): a constant, the mirrored inside ({@code reflect}), the edge, or the other end ({@code
 * wrap}). Pads and value are attributes before opset 11 and inputs since then.
 */
public final class Pad implements Operator {
  private static final int INPUTS_OPSET = 11;
  private static final int AXES_OPSET = 18;
  private static final int VALUE = 2;
  private static final int AXES = 3;

  Pad() {}

  @Override
  public String name() {
    return "Pad";
  }

  @Override
  public Signature signature(int opset) {
    Signature mode =
        opset >= INPUTS_OPSET
            ? Signature.of(2, opset >= AXES_OPSET ? 4 : 3)
            : Signature.of(1, 1)
                .with("pads", AttributeKind.INTS)
                .with("value", AttributeKind.FLOAT);
    return mode.with("mode", AttributeKind.STRING);
  }

  private static AxisMaps maps(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    List<Long> axes = new ArrayList<>();
    if (context.hasInput(AXES)) {
      axes.addAll(context.constantInts(AXES, "axes"));
      Args.axes(axes, shape.rank());
    } else {
      for (long axis = 0; axis < shape.rank(); axis++) {
        axes.add(axis);
      }
    }
    List<Long> given =
        context.opset() >= INPUTS_OPSET
            ? context.constantInts(1, "pads")
            : context.attributes().ints("pads").orElse(List.of());
    int[] pads = Args.toInts(given, "a pad");
    int count = axes.size();
    Args.require(pads.length == 2 * count, "pads " + given + " for " + count + " axes");
    String mode = context.attributes().stringValue("mode", "constant");
    AxisMaps maps = AxisMaps.identity(shape);
    for (int i = 0; i < count; i++) {
      int axis = Args.axis(axes.get(i), shape.rank());
      maps.set(axis, map(shape.dim(axis), pads[i], pads[i + count], mode));
    }
    return maps;
  }

  /** The input position of every output position of an axis. */
  private static int[] map(int length, int before, int after, String mode)
      throws OperatorException {
    long size = (long) length + before + after;
    Args.require(size >= 0 && size <= ShapeInference.MAX_ELEMENTS, "an axis has length " + size);
    Args.require(
        length > 0 || mode.equals("constant") || size == 0, "mode " + mode + " of an empty axis");
    int[] map = new int[(int) size];
    for (int i = 0; i < map.length; i++) {
      map[i] = source(i - before, length, mode);
    }
    return map;
  }

  private static int source(int position, int length, String mode) throws OperatorException {
    boolean inside = position >= 0 && position < length;
    return switch (mode) {
      case "constant" -> inside ? position : AxisMaps.FILL;
      case "edge" -> Math.clamp(position, 0, length - 1);
      case "wrap" -> Math.floorMod(position, length);
      case "reflect" -> {
        int period = Math.max(1, 2 * (length - 1));
        int at = Math.floorMod(position, period);
        yield at < length ? at : period - at;
      }
      default -> throw new OperatorException("mode is '" + mode + "'");
    };
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    if (context.hasInput(VALUE)) {
      TensorShape value = context.inputShape(VALUE);
      Args.require(value.elements() == 1, "the value has shape " + value);
    }
    return List.of(maps(context).shape());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double fill =
        inputs
            .find(VALUE)
            .map(value -> value.get(0))
            .orElse(context.attributes().floatValue("value", 0));
    return List.of(maps(context).apply(inputs.get(0), fill));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    boolean given = context.attributes().floatValue("value", 0) != 0;
    return given ? List.of() : List.of(0, VALUE);
  }
}
