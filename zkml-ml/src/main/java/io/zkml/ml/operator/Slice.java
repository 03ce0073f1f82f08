package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * {@code Slice}: every {@code step}-th element from start (inclusive) to end (exclusive) of some
 * axes. Starts, ends, axes and steps are attributes before opset 10 and constant inputs since then.
 */
public final class Slice implements Operator {
  private static final int INPUTS_OPSET = 10;
  private static final int AXES = 3;
  private static final int STEPS = 4;

  Slice() {}

  @Override
  public String name() {
    return "Slice";
  }

  @Override
  public Signature signature(int opset) {
    return opset >= INPUTS_OPSET
        ? Signature.of(3, 5)
        : Signature.of(1, 1)
            .with("starts", AttributeKind.INTS)
            .with("ends", AttributeKind.INTS)
            .with("axes", AttributeKind.INTS);
  }

  private static List<Long> list(NodeContext context, int input, String name)
      throws OperatorException {
    if (context.opset() >= INPUTS_OPSET) {
      return context.constantInts(input, name);
    }
    Optional<List<Long>> given = context.attributes().ints(name);
    Args.require(given.isPresent(), "attribute '" + name + "' is missing");
    return given.orElseThrow();
  }

  private static AxisMaps maps(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    List<Long> starts = list(context, 1, "starts");
    List<Long> ends = list(context, 2, "ends");
    boolean hasAxes = context.hasInput(AXES) || context.attributes().has("axes");
    List<Long> axes = new ArrayList<>();
    for (long axis = 0; axis < starts.size(); axis++) {
      axes.add(axis);
    }
    axes = hasAxes ? list(context, AXES, "axes") : axes;
    List<Long> steps =
        context.hasInput(STEPS)
            ? context.constantInts(STEPS, "steps")
            : Collections.nCopies(starts.size(), 1L);
    int count = starts.size();
    Args.require(
        ends.size() == count && axes.size() == count && steps.size() == count,
        "starts, ends, axes and steps differ in length");
    Args.axes(axes, shape.rank());
    AxisMaps maps = AxisMaps.identity(shape);
    for (int i = 0; i < count; i++) {
      int axis = Args.axis(axes.get(i), shape.rank());
      maps.set(axis, range(starts.get(i), ends.get(i), steps.get(i), shape.dim(axis)));
    }
    return maps;
  }

  private static int[] range(long start, long end, long step, int length) throws OperatorException {
    Args.require(step != 0, "a step is 0");
    boolean forward = step > 0;
    long first = clamped(start, forward ? 0 : -1, forward ? length : length - 1L, length);
    long last = clamped(end, forward ? 0 : -1, forward ? length : length - 1L, length);
    List<Integer> positions = new ArrayList<>();
    for (long at = first; forward ? at < last : at > last; at += step) {
      positions.add((int) at);
      if (Math.abs(step) > length) {
        break;
      }
    }
    return positions.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long clamped(long index, long min, long max, int length) {
    return Math.clamp(index < 0 ? index + length : index, min, max);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(maps(context).shape());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(maps(context).apply(inputs.get(0), 0));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return List.of(0);
  }
}
