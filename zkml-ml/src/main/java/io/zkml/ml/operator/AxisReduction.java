package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An operator that reduces some axes to one number each. The axes are an attribute at first and a
 * constant input later; without axes, all are reduced, or none with {@code noop_with_empty_axes}.
 */
interface AxisReduction extends Operator {
  /** First opset in which the axes are an input, for all but {@link ReduceSum}. */
  int INPUT_AXES_OPSET = 18;

  /**
   * The number that the elements reduce to.
   *
   * @param elements the elements, to be read only; may be empty
   * @param type their type
   */
  double reduce(double[] elements, DataType type);

  /** First opset in which the axes are an input. */
  default int inputAxesOpset() {
    return INPUT_AXES_OPSET;
  }

  @Override
  default Signature signature(int opset) {
    Signature signature = Signature.of(1, opset >= inputAxesOpset() ? 2 : 1);
    return signature
        .with("keepdims", AttributeKind.INT)
        .with(opset < inputAxesOpset(), "axes", AttributeKind.INTS)
        .with(opset >= inputAxesOpset(), "noop_with_empty_axes", AttributeKind.INT);
  }

  /** The reduced axes, sorted. */
  static List<Integer> axes(NodeContext context) throws OperatorException {
    int rank = context.inputShape(0).rank();
    List<Long> given =
        context.hasInput(1)
            ? context.constantInts(1, "axes")
            : context.attributes().ints("axes").orElse(List.of());
    boolean noop = context.attributes().intValue("noop_with_empty_axes", 0) != 0;
    return given.isEmpty() && !noop
        ? IntStream.range(0, rank).boxed().toList()
        : Args.axes(given, rank);
  }

  /** Adds the sum of a value over a node's axes, in the node's output shape. */
  static String sum(NodeContext context, Replacement graph, String value) throws OperatorException {
    List<Integer> axes = axes(context);
    return axes.isEmpty() ? value : shaped(context, graph, graph.reduce("ReduceSum", value, axes));
  }

  /** Adds a view of a value in a node's output shape. */
  static String shaped(NodeContext context, Replacement graph, String value) {
    int[] dims = context.outputShape(0).toArray();
    return graph.add("Reshape", value, graph.constant(FloatTensor.vector(dims)));
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    List<Integer> axes = axes(context);
    TensorShape shape = context.inputShape(0);
    boolean keeps = context.attributes().intValue("keepdims", 1) != 0;
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(shape.dim(axis));
      } else if (keeps) {
        dims.add(1);
      }
    }
    return List.of(Args.shape(dims));
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    AxisGroups groups = AxisGroups.of(context.inputShape(0), axes(context));
    DataType type = context.outputType(0);
    StridedWalk walk = groups.walk();
    double[] in = inputs.get(0).data();
    double[] out = new double[groups.count()];
    double[] elements = new double[groups.size()];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < elements.length; k++) {
        elements[k] = in[walk.next()];
      }
      out[i] = Wrap.wrap(type, reduce(elements, type));
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
