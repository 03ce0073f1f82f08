package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** {@code Tile}: repeats the data a constant number of times along every axis. */
public final class Tile implements Operator {
  Tile() {}

  @Override
  public String name() {
    return "Tile";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  private static AxisMaps maps(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int[] repeats = Indices.dims(context, 1, "repeats");
    Args.require(repeats.length == shape.rank(), repeats.length + " repeats of " + shape);
    AxisMaps maps = AxisMaps.identity(shape);
    for (int axis = 0; axis < repeats.length; axis++) {
      int length = shape.dim(axis);
      long size = (long) length * repeats[axis];
      Args.require(size <= ShapeInference.MAX_ELEMENTS, "an axis has length " + size);
      int[] map = new int[(int) size];
      for (int i = 0; i < map.length; i++) {
        map[i] = i % length;
      }
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
