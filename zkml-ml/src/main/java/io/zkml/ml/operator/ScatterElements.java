package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * {@code ScatterElements}: a copy of the data with updates put where the index gives the coordinate
 * along one axis and the update's position the others; a reduction joins the two.
 */
public final class ScatterElements implements Operator {
  private static final int REDUCTION_OPSET = 16;

  ScatterElements() {}

  @Override
  public String name() {
    return "ScatterElements";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3)
        .with("axis", AttributeKind.INT)
        .with(opset >= REDUCTION_OPSET, "reduction", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return shape(context);
  }

  static List<TensorShape> shape(NodeContext context) throws OperatorException {
    TensorShape indices = context.inputShape(1);
    Args.require(
        indices.equals(context.inputShape(2)),
        "updates of shape " + context.inputShape(2) + " for indices of shape " + indices);
    GatherElements.checkIndices(context.inputShape(0), indices, Gather.axis(context));
    ScatterReduction.of(context);
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return List.of(scatter(context, inputs));
  }

  static FloatTensor scatter(NodeContext context, NodeInputs inputs) throws OperatorException {
    DoubleBinaryOperator reduction = ScatterReduction.of(context);
    double[] out = inputs.get(0).data().clone();
    int[] places = places(context, inputs.get(1));
    for (int i = 0; i < places.length; i++) {
      out[places[i]] = reduction.applyAsDouble(out[places[i]], inputs.get(2).get(i));
    }
    return FloatTensor.of(inputs.get(0).shape(), out);
  }

  /** For every update the place in the data where it goes. */
  private static int[] places(NodeContext context, FloatTensor indices) throws OperatorException {
    int axis = Gather.axis(context);
    TensorShape shape = context.inputShape(0);
    int[] strides = shape.strides();
    int[] places = new int[indices.size()];
    Positions at = new Positions(indices.shape());
    while (at.next()) {
      int index = Indices.position(indices.get(at.index()), shape.dim(axis));
      places[at.index()] = at.offset(strides) + (index - at.at(axis)) * strides[axis];
    }
    return places;
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    return !ScatterReduction.moves(context)
        && ScatterNodes.expand(context, graph, places(context, ScatterReduction.indices(context)));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return ScatterReduction.moves(context) ? List.of(0, 2) : List.of();
  }
}
