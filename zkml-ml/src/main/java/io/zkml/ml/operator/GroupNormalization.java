package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code GroupNormalization}: normalises groups of neighbouring channels of {@code [N, C, ...]} by
 * their common moments. Scale and bias are those of groups before opset 21, of channels since then.
 */
public final class GroupNormalization implements Operator {
  private static final int CHANNEL_SCALE_OPSET = 21;
  private static final double DEFAULT_EPSILON = 1e-5f;

  GroupNormalization() {}

  @Override
  public String name() {
    return "GroupNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3)
        .with("epsilon", AttributeKind.FLOAT)
        .with("num_groups", AttributeKind.INT)
        .with(opset >= CHANNEL_SCALE_OPSET, "stash_type", AttributeKind.INT);
  }

  private static int groups(NodeContext context) throws OperatorException {
    int channels = context.inputShape(0).dim(1);
    long given = context.attributes().intValue("num_groups", 0);
    int groups = Args.toIntIn(given, 1, Math.max(channels, 1), "num_groups");
    Args.require(channels % groups == 0, channels + " channels in " + groups + " groups");
    return groups;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() >= 2, "the input has shape " + shape);
    int groups = groups(context);
    int length = context.opset() >= CHANNEL_SCALE_OPSET ? shape.dim(1) : groups;
    Args.requireVector(context, 1, length, "scale");
    Args.requireVector(context, 2, length, "bias");
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    TensorShape shape = context.outputShape(0);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    int groups = groups(context);
    int plane = Math.toIntExact(shape.elements(2, shape.rank()));
    int size = shape.dim(1) / groups * plane;
    int scaled = context.opset() >= CHANNEL_SCALE_OPSET ? plane : size;
    FloatTensor scale = inputs.get(1);
    for (int start = 0; start < out.length; start += size) {
      Moments moments = Moments.of(in, start, size);
      double factor = moments.inverseDeviation(epsilon);
      for (int i = start; i < start + size; i++) {
        int k = i / scaled % scale.size();
        out[i] = (in[i] - moments.mean()) * factor * scale.get(k) + inputs.get(2).get(k);
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int groups = groups(context);
    int size = Math.toIntExact(shape.elements(1, shape.rank())) / groups;
    double epsilon = context.attributes().floatValue("epsilon", DEFAULT_EPSILON);
    String x = graph.reshape(graph.input(0), shape.dim(0), groups, size);
    String normal = NormalizationNodes.normal(graph, x, List.of(2), epsilon);
    String scale = graph.input(1);
    String bias = graph.input(2);
    if (context.opset() >= CHANNEL_SCALE_OPSET) {
      String shaped = graph.reshape(normal, shape.toArray());
      int[] dims = NormalizationNodes.channels(shape.dim(1), shape.rank());
      graph.output(0, NormalizationNodes.scaled(graph, shaped, scale, bias, dims));
    } else {
      String scaled = NormalizationNodes.scaled(graph, normal, scale, bias, groups, 1);
      graph.output(0, graph.reshape(scaled, shape.toArray()));
    }
    return true;
  }
}
