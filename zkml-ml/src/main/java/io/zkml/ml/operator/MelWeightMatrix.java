package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code MelWeightMatrix}: the matrix [frequencies, bands] that sums a spectrum into triangular
 * bands of equal width on the mel scale. All inputs are constant numbers.
 */
public final class MelWeightMatrix implements Operator {
  private static final List<String> INPUTS =
      List.of("num_mel_bins", "dft_length", "sample_rate", "lower_edge_hertz", "upper_edge_hertz");
  private static final int MAX_COUNT = 1 << 20;

  MelWeightMatrix() {}

  @Override
  public String name() {
    return "MelWeightMatrix";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(5, 5).with("output_datatype", AttributeKind.INT);
  }

  private static double number(NodeContext context, int input) throws OperatorException {
    String name = INPUTS.get(input);
    FloatTensor tensor =
        context
            .constant(input)
            .orElseThrow(
                () -> new OperatorException("input '" + name + "' must be constant: " + Args.BIND));
    Args.require(
        tensor.size() == 1 && tensor.get(0) >= 0 && tensor.get(0) <= MAX_COUNT,
        "input '" + name + "' is not a single number from 0 to " + MAX_COUNT);
    return tensor.get(0);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int[] edges = edges(context);
    int frequencies = (int) number(context, 1) / 2 + 1;
    for (int edge : edges) {
      Args.require(edge >= 0 && edge < frequencies, "a band beyond the spectrum");
    }
    return List.of(TensorShape.of(frequencies, edges.length - 2));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return List.of(ElementTypes.attribute(context, "output_datatype", DataType.FLOAT));
  }

  /** The frequencies where bands begin, peak and end: band i has edges i, i + 1 and i + 2. */
  private static int[] edges(NodeContext context) throws OperatorException {
    int[] edges = new int[(int) number(context, 0) + 2];
    double length = number(context, 1);
    double rate = number(context, 2);
    Args.require(rate > 0, "sample_rate is 0");
    double low = mel(number(context, 3));
    double step = (mel(number(context, 4)) - low) / edges.length;
    for (int i = 0; i < edges.length; i++) {
      double hertz = 700 * (StrictMath.pow(10, (low + i * step) / 2595) - 1);
      edges[i] = (int) Math.floor((length + 1) * hertz / rate);
    }
    return edges;
  }

  private static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape shape = context.outputShape(0);
    int[] edges = edges(context);
    int bands = shape.dim(1);
    double[] out = new double[Math.toIntExact(shape.elements())];
    for (int band = 0; band < bands; band++) {
      int left = edges[band];
      int peak = edges[band + 1];
      int right = edges[band + 2];
      for (int f = left; f < peak; f++) {
        out[f * bands + band] = (double) (f - left) / (peak - left);
      }
      out[peak * bands + band] = 1;
      for (int f = peak; f < right; f++) {
        out[f * bands + band] = (double) (right - f) / (right - peak);
      }
    }
    FloatTensor matrix = FloatTensor.of(shape, out);
    return List.of(Wrap.wrap(context.outputType(0), matrix));
  }
}
