package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code LayerNormalization}: {@code (x - mean) / sqrt(variance + epsilon) Scale + B} over the axes
 * from {@code axis} on. Further outputs: the mean and one over the standard deviation.
 */
public final class LayerNormalization implements Operator {
  private static final int BIAS = 2;
  private static final double DEFAULT_EPSILON = 1e-5f;

  LayerNormalization() {}

  @Override
  public String name() {
    return "LayerNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 3)
        .outputs(3)
        .with("axis", AttributeKind.INT)
        .with("epsilon", AttributeKind.FLOAT)
        .with("stash_type", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    TensorShape reduced = TrailingAxes.of(context).reduced(shape);
    for (int i = 1; i < context.inputCount(); i++) {
      TensorShape given = context.inputShape(i);
      Args.require(
          Broadcast.shape(shape, given).equals(shape),
          "input " + i + " of shape " + given + " doesn't broadcast to " + shape);
    }
    return List.of(shape, reduced, reduced).subList(0, context.outputCount());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    DataType stash = ElementTypes.attribute(context, "stash_type", DataType.FLOAT);
    return List.of(context.inputType(0), stash, stash).subList(0, context.outputCount());
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    TrailingAxes axes = TrailingAxes.of(context);
    TensorShape shape = context.inputShape(0);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    double[] means = new double[axes.rows()];
    double[] inverses = new double[axes.rows()];
    for (int row = 0; row < axes.rows(); row++) {
      int start = row * axes.size();
      Moments moments = Moments.of(in, start, axes.size());
      means[row] = moments.mean();
      inverses[row] = moments.inverseDeviation(epsilon);
      for (int i = start; i < start + axes.size(); i++) {
        out[i] = (in[i] - means[row]) * inverses[row];
      }
    }
    FloatTensor y = FloatTensor.of(shape, out);
    y = Broadcast.apply(y, inputs.get(1), shape, (normal, scale) -> normal * scale);
    if (inputs.find(BIAS).isPresent()) {
      y = Broadcast.apply(y, inputs.get(BIAS), shape, Double::sum);
    }
    TensorShape reduced = axes.reduced(shape);
    return List.of(y, FloatTensor.of(reduced, means), FloatTensor.of(reduced, inverses))
        .subList(0, context.outputCount());
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    int rank = context.inputShape(0).rank();
    List<Integer> axes = NormalizationNodes.range(TrailingAxes.of(context).axis(), rank);
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    String x = graph.input(0);
    String mean = graph.reduce("ReduceMean", x, axes);
    String centred = graph.add("Sub", x, mean);
    String deviation = NormalizationNodes.magnitude(graph, centred, axes, epsilon);
    String y = graph.add("Mul", graph.add("Div", centred, deviation), graph.input(1));
    graph.output(0, context.hasInput(BIAS) ? graph.add("Add", y, graph.input(BIAS)) : y);
    if (!context.node().output(1).isEmpty()) {
      graph.output(1, mean);
    }
    if (!context.node().output(2).isEmpty()) {
      graph.output(2, graph.add("Reciprocal", deviation));
    }
    return true;
  }
}
