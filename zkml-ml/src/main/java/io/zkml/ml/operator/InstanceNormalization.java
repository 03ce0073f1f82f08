package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code InstanceNormalization}: {@code scale (x - mean) / sqrt(variance + epsilon) + B}, with the
 * moments of each channel of each instance of {@code [N, C, ...]}.
 */
public final class InstanceNormalization implements Operator {
  private static final double DEFAULT_EPSILON = 1e-5f;

  InstanceNormalization() {}

  @Override
  public String name() {
    return "InstanceNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3).with("epsilon", AttributeKind.FLOAT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() >= 2, "the input has shape " + shape);
    Args.requireVector(context, 1, shape.dim(1), "scale");
    Args.requireVector(context, 2, shape.dim(1), "B");
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    TensorShape shape = context.outputShape(0);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    int plane = Math.toIntExact(shape.elements(2, shape.rank()));
    for (int start = 0; start < out.length; start += plane) {
      Moments moments = Moments.of(in, start, plane);
      int channel = start / plane % shape.dim(1);
      double factor = inputs.get(1).get(channel) * moments.inverseDeviation(epsilon);
      double offset = inputs.get(2).get(channel) - factor * moments.mean();
      for (int i = start; i < start + plane; i++) {
        out[i] = factor * in[i] + offset;
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    TensorShape shape = context.inputShape(0);
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    List<Integer> axes = NormalizationNodes.range(2, shape.rank());
    String normal = NormalizationNodes.normal(graph, graph.input(0), axes, epsilon);
    int[] dims = NormalizationNodes.channels(shape.dim(1), shape.rank());
    graph.output(0, NormalizationNodes.scaled(graph, normal, graph.input(1), graph.input(2), dims));
    return true;
  }
}
