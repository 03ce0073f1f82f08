package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;
import java.util.List;

/** {@code CenterCropPad}: crops or pads with zeros around the centre, to a constant shape. */
public final class CenterCropPad implements Operator {
  CenterCropPad() {}

  @Override
  public String name() {
    return "CenterCropPad";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("axes", AttributeKind.INTS);
  }

  private static AxisMaps maps(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int[] target = Indices.dims(context, 1, "shape");
    List<Long> axes = context.attributes().ints("axes").orElse(null);
    int count = axes == null ? shape.rank() : axes.size();
    Args.require(target.length == count, "shape " + Arrays.toString(target) + " for " + shape);
    AxisMaps maps = AxisMaps.identity(shape);
    for (int i = 0; i < count; i++) {
      int axis = Args.axis(axes == null ? i : axes.get(i), shape.rank());
      int length = shape.dim(axis);
      Args.require(target[i] <= ShapeInference.MAX_ELEMENTS, "an axis has length " + target[i]);
      int[] map = new int[target[i]];
      int skipped = length > target[i] ? (length - target[i]) / 2 : -((target[i] - length) / 2);
      Arrays.setAll(
          map, p -> p + skipped >= 0 && p + skipped < length ? p + skipped : AxisMaps.FILL);
      maps.set(axis, map);
    }
    return maps;
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
