package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code RMSNormalization}: {@code x / sqrt(mean(x^2) + epsilon) scale} over the axes from {@code
 * axis} on.
 */
public final class RMSNormalization implements Operator {
  private static final double DEFAULT_EPSILON = 1e-5f;

  RMSNormalization() {}

  @Override
  public String name() {
    return "RMSNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2)
        .with("axis", AttributeKind.INT)
        .with("epsilon", AttributeKind.FLOAT)
        .with("stash_type", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TrailingAxes.of(context);
    TensorShape shape = context.inputShape(0);
    TensorShape scale = context.inputShape(1);
    Args.require(
        Broadcast.shape(shape, scale).equals(shape),
        "a scale of shape " + scale + " doesn't broadcast to " + shape);
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    TrailingAxes axes = TrailingAxes.of(context);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    for (int row = 0; row < axes.rows(); row++) {
      int start = row * axes.size();
      double squares = 0;
      for (int i = start; i < start + axes.size(); i++) {
        squares += in[i] * in[i];
      }
      double factor = 1 / Math.sqrt(squares / axes.size() + epsilon);
      for (int i = start; i < start + axes.size(); i++) {
        out[i] = in[i] * factor;
      }
    }
    FloatTensor normal = FloatTensor.of(context.outputShape(0), out);
    return List.of(
        Broadcast.apply(normal, inputs.get(1), context.outputShape(0), (x, scale) -> x * scale));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    int rank = context.inputShape(0).rank();
    List<Integer> axes = NormalizationNodes.range(TrailingAxes.of(context).axis(), rank);
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    String x = graph.input(0);
    String normal = graph.add("Div", x, NormalizationNodes.magnitude(graph, x, axes, epsilon));
    graph.output(0, graph.add("Mul", normal, graph.input(1)));
    return true;
  }
}
