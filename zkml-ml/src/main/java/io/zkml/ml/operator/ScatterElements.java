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
    int axis = Gather.axis(context);
    DoubleBinaryOperator reduction = ScatterReduction.of(context);
    TensorShape shape = inputs.get(0).shape();
    double[] out = inputs.get(0).data().clone();
    int[] strides = shape.strides();
    Positions at = new Positions(inputs.get(1).shape());
    while (at.next()) {
      int index = Indices.position(inputs.get(1).get(at.index()), shape.dim(axis));
      int to = at.offset(strides) + (index - at.at(axis)) * strides[axis];
      out[to] = reduction.applyAsDouble(out[to], inputs.get(2).get(at.index()));
    }
    return FloatTensor.of(shape, out);
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    boolean moves = context.attributes().stringValue("reduction", "none").equals("none");
    return moves ? List.of(0, 2) : List.of();
  }
}
