package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * {@code ScatterND}: a copy of the data with slices put at the leading coordinates that the last
 * axis of the indices holds; a reduction joins the two.
 */
public final class ScatterND implements Operator {
  private static final int REDUCTION_OPSET = 16;

  ScatterND() {}

  @Override
  public String name() {
    return "ScatterND";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3).with(opset >= REDUCTION_OPSET, "reduction", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape indices = context.inputShape(1);
    String shapes = "indices of shape " + indices + " into data of shape " + data;
    Args.require(data.rank() > 0 && indices.rank() > 0, shapes);
    int coordinates = indices.dim(indices.rank() - 1);
    Args.require(coordinates >= 1 && coordinates <= data.rank(), shapes);
    IntStream slice = Arrays.stream(data.toArray()).skip(coordinates);
    IntStream leading = Arrays.stream(indices.toArray()).limit(indices.rank() - 1L);
    TensorShape due = TensorShape.of(IntStream.concat(leading, slice).toArray());
    Args.require(
        due.equals(context.inputShape(2)),
        "updates of shape " + context.inputShape(2) + ", needed is " + due);
    ScatterReduction.of(context);
    return List.of(data);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    DoubleBinaryOperator reduction = ScatterReduction.of(context);
    double[] out = inputs.get(0).data().clone();
    int[] places = places(context, inputs.get(1));
    for (int i = 0; i < places.length; i++) {
      out[places[i]] = reduction.applyAsDouble(out[places[i]], inputs.get(2).get(i));
    }
    return List.of(FloatTensor.of(inputs.get(0).shape(), out));
  }

  /** For every update the place in the data where it goes. */
  private static int[] places(NodeContext context, FloatTensor indices) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int[] places = new int[Math.toIntExact(context.inputShape(2).elements())];
    int coordinates = indices.shape().dim(indices.shape().rank() - 1);
    int slices = indices.size() / coordinates;
    int size = slices == 0 ? 0 : places.length / slices;
    for (int slice = 0; size > 0 && slice < slices; slice++) {
      int to = 0;
      for (int i = 0; i < coordinates; i++) {
        int length = shape.dim(i);
        to = to * length + Indices.position(indices.get(slice * coordinates + i), length);
      }
      for (int i = 0; i < size; i++) {
        places[slice * size + i] = to * size + i;
      }
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
