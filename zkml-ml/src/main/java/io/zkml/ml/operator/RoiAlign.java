package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code RoiAlign}: pools regions of images {@code [N, C, H, W]}, given by corners {@code [R, 4]}
 * and the image of each, into {@code [R, C, height, width]} by bilinear sampling.
 */
public final class RoiAlign implements Operator {
  private static final int HALF_PIXEL_OPSET = 16;

  RoiAlign() {}

  @Override
  public String name() {
    return "RoiAlign";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3)
        .with("mode", AttributeKind.STRING)
        .with("output_height", AttributeKind.INT)
        .with("output_width", AttributeKind.INT)
        .with("sampling_ratio", AttributeKind.INT)
        .with("spatial_scale", AttributeKind.FLOAT)
        .with(opset >= HALF_PIXEL_OPSET, "coordinate_transformation_mode", AttributeKind.STRING);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape rois = context.inputShape(1);
    Args.require(
        data.rank() == 4 && rois.rank() == 2 && rois.dim(1) == 4,
        "regions of shape " + rois + " on data of shape " + data);
    Args.requireVector(context, 2, rois.dim(0), "batch_indices");
    String mode = context.attributes().stringValue("mode", "avg");
    Args.require(mode.equals("avg") || mode.equals("max"), "mode is '" + mode + "'");
    sampling(context);
    return List.of(
        TensorShape.of(
            rois.dim(0),
            data.dim(1),
            size(context, "output_height"),
            size(context, "output_width")));
  }

  private static int size(NodeContext context, String name) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue(name, 1), 1, 1 << 14, name);
  }

  private static int sampling(NodeContext context) throws OperatorException {
    long ratio = context.attributes().intValue("sampling_ratio", 0);
    return Args.toIntIn(ratio, 0, 1 << 10, "sampling_ratio");
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    TensorShape data = inputs.get(0).shape();
    double[] out = new double[Math.toIntExact(target.elements())];
    Positions at = new Positions(target);
    while (at.next()) {
      int roi = at.at(0);
      int image = Indices.position(inputs.get(2).get(roi), data.dim(0));
      int plane = (image * data.dim(1) + at.at(1)) * data.dim(2) * data.dim(3);
      Bin rows = bin(context, inputs.get(1).get(roi * 4 + 1), inputs.get(1).get(roi * 4 + 3), 2);
      Bin columns = bin(context, inputs.get(1).get(roi * 4), inputs.get(1).get(roi * 4 + 2), 3);
      Image source = new Image(inputs.get(0).data(), plane, data.dim(2), data.dim(3));
      out[at.index()] = pooled(context, source, rows.at(at.at(2)), columns.at(at.at(3)));
    }
    return List.of(FloatTensor.of(target, out));
  }

  /** One axis of an output cell: where it starts, how long it is, how many samples it takes. */
  private record Bin(double start, double size, int samples) {
    Bin at(int cell) {
      return new Bin(start + cell * size, size, samples);
    }

    double sample(int i) {
      return start + (i + 0.5) * size / samples;
    }
  }

  private static Bin bin(NodeContext context, double from, double to, int axis)
      throws OperatorException {
    double scale = context.attributes().floatValue("spatial_scale", 1);
    boolean half =
        context.opset() >= HALF_PIXEL_OPSET
            && context
                .attributes()
                .stringValue("coordinate_transformation_mode", "half_pixel")
                .equals("half_pixel");
    double start = from * scale - (half ? 0.5 : 0);
    double length = to * scale - (half ? 0.5 : 0) - start;
    double size = (half ? length : Math.max(length, 1)) / context.outputShape(0).dim(axis);
    int given = sampling(context);
    double samples = given > 0 ? given : Math.ceil(size);
    Args.require(samples <= 1 << 10, "a region spans " + length);
    return new Bin(start, size, (int) Math.max(samples, 1));
  }

  private record Image(double[] data, int plane, int height, int width) {}

  private static double pooled(NodeContext context, Image image, Bin rows, Bin columns) {
    boolean max = context.attributes().stringValue("mode", "avg").equals("max");
    double result = max ? Double.NEGATIVE_INFINITY : 0;
    for (int i = 0; i < rows.samples(); i++) {
      for (int j = 0; j < columns.samples(); j++) {
        double value = sample(image, rows.sample(i), columns.sample(j), max);
        result = max ? Math.max(result, value) : result + value;
      }
    }
    return max ? result : result / (rows.samples() * columns.samples());
  }

  private static double sample(Image image, double y, double x, boolean max) {
    if (y < -1 || y > image.height() || x < -1 || x > image.width()) {
      return 0;
    }
    double row = Math.clamp(y, 0, image.height() - 1);
    double column = Math.clamp(x, 0, image.width() - 1);
    double sum = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      int r = Math.min((int) row + corner / 2, image.height() - 1);
      int c = Math.min((int) column + corner % 2, image.width() - 1);
      double dy = row - (int) row;
      double dx = column - (int) column;
      double weight = (corner / 2 == 0 ? 1 - dy : dy) * (corner % 2 == 0 ? 1 - dx : dx);
      double term = weight * image.data()[image.plane() + r * image.width() + c];
      sum += term;
      largest = Math.max(largest, term);
    }
    return max ? largest : sum;
  }
}
