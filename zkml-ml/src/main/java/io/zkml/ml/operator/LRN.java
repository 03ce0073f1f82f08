package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code LRN}, local response normalisation: {@code x / (bias + alpha / size sum(x^2))^beta}, the
 * sum over {@code size} neighbouring channels of {@code [N, C, ...]}.
 */
public final class LRN implements Operator {
  private static final double DEFAULT_ALPHA = 1e-4f;
  private static final double DEFAULT_BETA = 0.75;

  LRN() {}

  @Override
  public String name() {
    return "LRN";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("alpha", AttributeKind.FLOAT)
        .with("beta", AttributeKind.FLOAT)
        .with("bias", AttributeKind.FLOAT)
        .with("size", AttributeKind.INT);
  }

  private static int size(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("size", 0), 1, Integer.MAX_VALUE, "size");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    size(context);
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() >= 2, "the input has shape " + shape);
    return List.of(shape);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int size = size(context);
    double alpha = context.attributes().floatValue("alpha", DEFAULT_ALPHA) / size;
    double beta = context.attributes().floatValue("beta", DEFAULT_BETA);
    double bias = context.attributes().floatValue("bias", 1);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    Lanes lanes = Lanes.along(context.inputShape(0), 1);
    for (int l = 0; l < lanes.count(); l++) {
      int start = lanes.start(l);
      for (int c = 0; c < lanes.length(); c++) {
        double squares = 0;
        int end = (int) Math.min(lanes.length(), c + (size / 2) + 1L);
        for (int k = Math.max(0, c - (size - 1) / 2); k < end; k++) {
          double x = in[start + k * lanes.step()];
          squares += x * x;
        }
        int at = start + c * lanes.step();
        out[at] = in[at] / StrictMath.pow(bias + alpha * squares, beta);
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    int size = size(context);
    TensorShape shape = context.inputShape(0);
    int channels = shape.dim(1);
    double alpha = context.attributes().floatValue("alpha", DEFAULT_ALPHA) / size;
    double[] band = new double[channels * channels];
    for (int c = 0; c < channels; c++) {
      int end = (int) Math.min(channels, c + (size / 2) + 1L);
      for (int k = Math.max(0, c - (size - 1) / 2); k < end; k++) {
        band[c * channels + k] = alpha;
      }
    }
    String x = graph.input(0);
    FloatTensor matrix = FloatTensor.of(TensorShape.of(channels, channels), band);
    String sums = AxisNodes.map(graph, graph.add("Mul", x, x), shape, 1, matrix);
    double bias = context.attributes().floatValue("bias", 1);
    double beta = context.attributes().floatValue("beta", DEFAULT_BETA);
    String base = graph.add("Add", sums, graph.constant(bias));
    graph.output(0, graph.add("Div", x, graph.add("Pow", base, graph.constant(beta))));
    return true;
  }
}
