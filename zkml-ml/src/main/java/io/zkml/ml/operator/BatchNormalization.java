package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantConv;
import io.zkml.ml.quant.View;
import io.zkml.ml.quant.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code BatchNormalization} in inference: {@code (x - mean) / sqrt(var + epsilon) * scale + B} for
 * each channel of {@code [N, C, ...]}. Training mode is refused.
 */
public final class BatchNormalization implements Operator {
  private static final int SPATIAL_REMOVED_OPSET = 9;
  private static final int TRAINING_MODE_OPSET = 14;
  private static final double DEFAULT_EPSILON = 1e-5f;
  private static final List<String> INPUTS = List.of("X", "scale", "B", "mean", "var");

  BatchNormalization() {}

  @Override
  public String name() {
    return "BatchNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(5, 5)
        .with("epsilon", AttributeKind.FLOAT)
        .with("momentum", AttributeKind.FLOAT)
        .with(opset < SPATIAL_REMOVED_OPSET, "spatial", AttributeKind.INT)
        .with(opset >= TRAINING_MODE_OPSET, "training_mode", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Attributes attributes = context.attributes();
    Args.require(
        attributes.intValue("training_mode", 0) == 0,
        "training_mode is on; export the model for inference");
    Args.require(attributes.intValue("spatial", 1) != 0, "spatial is 0");
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() >= 2, "the input has shape " + shape);
    for (int i = 1; i < INPUTS.size(); i++) {
      Args.requireVector(context, i, shape.dim(1), INPUTS.get(i));
    }
    return List.of(shape);
  }

  /**
   * The normalisation of one channel as {@code factor * x + offset}.
   *
   * @param factor {@code scale / sqrt(var + epsilon)}
   * @param offset {@code B - mean * factor}
   */
  public record Affine(double factor, double offset) {}

  /** The normalisation of a channel from the vectors scale, B, mean and variance. */
  public static Affine affine(
      Attributes attributes,
      int channel,
      FloatTensor scale,
      FloatTensor b,
      FloatTensor mean,
      FloatTensor variance) {
    double epsilon = attributes.floatValue("epsilon", DEFAULT_EPSILON);
    double factor = scale.get(channel) / Math.sqrt(variance.get(channel) + epsilon);
    return new Affine(factor, b.get(channel) - mean.get(channel) * factor);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape shape = context.outputShape(0);
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    int channels = shape.dim(1);
    int planes = in.length == 0 ? 0 : shape.dim(0) * channels;
    int plane = planes == 0 ? 0 : in.length / planes;
    for (int p = 0; p < planes; p++) {
      Affine affine =
          affine(
              context.attributes(),
              p % channels,
              inputs.get(1),
              inputs.get(2),
              inputs.get(3),
              inputs.get(4));
      for (int i = p * plane; i < (p + 1) * plane; i++) {
        out[i] = affine.factor() * in[i] + affine.offset();
      }
    }
    return List.of(FloatTensor.of(shape, out));
  }

  /** A depthwise convolution with kernels of one tap. */
  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    Affine[] affines = affines(context);
    View x = QuantSums.image(context, builder);
    TensorShape shape = context.outputShape(0);
    List<WindowSpec> window = new ArrayList<>();
    int[] kernel = new int[shape.rank() - 1];
    Arrays.fill(kernel, 1);
    kernel[0] = affines.length;
    for (int axis = 2; axis < shape.rank(); axis++) {
      window.add(new WindowSpec(shape.dim(axis), shape.dim(axis), 1, 1, 1, 0));
    }
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, 1);
    FloatTensor factors =
        FloatTensor.vector(Arrays.stream(affines).mapToDouble(Affine::factor).toArray());
    FloatTensor offsets =
        FloatTensor.vector(Arrays.stream(affines).mapToDouble(Affine::offset).toArray());
    IntTensor w = QuantBuilder.weights(factors, TensorShape.of(kernel), x.value().scale(), y);
    IntTensor b = QuantBuilder.weights(offsets, TensorShape.of(affines.length), 1, y);
    builder.emit(new QuantConv(y.index(), x.index(), window, w, b, true, y.rounding()));
  }

  private static Affine[] affines(NodeContext context) throws OperatorException {
    FloatTensor[] vectors = new FloatTensor[INPUTS.size()];
    for (int i = 1; i < vectors.length; i++) {
      String name = INPUTS.get(i);
      vectors[i] =
          context
              .constant(i)
              .orElseThrow(() -> new OperatorException("input '" + name + "' is not constant"));
    }
    Affine[] affines = new Affine[context.outputShape(0).dim(1)];
    for (int c = 0; c < affines.length; c++) {
      affines[c] = affine(context.attributes(), c, vectors[1], vectors[2], vectors[3], vectors[4]);
    }
    return affines;
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
