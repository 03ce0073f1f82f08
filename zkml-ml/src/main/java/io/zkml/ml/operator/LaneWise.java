package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operator of the softmax family: a function of whole lanes. Since opset 13 a lane runs along
 * {@code axis}, by default the last one; before, over that axis (by default 1) and all behind it.
 */
interface LaneWise extends Operator {
  /** First opset in which a lane is a single axis. */
  int SINGLE_AXIS_OPSET = 13;

  /** Computes one lane of at least one element in place. */
  void transform(double[] lane);

  @Override
  default Signature signature(int opset) {
    return Signature.of(1, 1).with("axis", AttributeKind.INT);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    lanes(context);
    return List.of(context.inputShape(0));
  }

  /** The axes of a lane. */
  static List<Integer> axes(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank();
    boolean single = context.opset() >= SINGLE_AXIS_OPSET;
    long given = context.attributes().intValue("axis", single ? -1 : 1);
    if (!single && given == rank) {
      return List.of();
    }
    int axis = Args.axis(given, rank);
    return IntStream.range(axis, single ? axis + 1 : rank).boxed().toList();
  }

  /** The lanes of a node. */
  static Lanes lanes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    boolean single = context.opset() >= SINGLE_AXIS_OPSET;
    long given = context.attributes().intValue("axis", single ? -1 : 1);
    if (!single && given == shape.rank()) {
      return Lanes.from(shape, shape.rank());
    }
    int axis = Args.axis(given, shape.rank());
    return single ? Lanes.along(shape, axis) : Lanes.from(shape, axis);
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = inputs.get(0).data().clone();
    lanes(context).transform(out, this::transform);
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
