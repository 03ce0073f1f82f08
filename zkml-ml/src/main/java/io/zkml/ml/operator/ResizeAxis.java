package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@code Resize} maps one axis: which input point an output stands for, and which inputs with
 * which weights make up the value there.
 *
 * @param input length of the input
 * @param output length of the output
 * @param scale factor between the two, not always their exact ratio
 * @param roiStart begin of the region of interest, from 0 to 1
 * @param roiEnd its end
 */
record ResizeAxis(int input, int output, double scale, double roiStart, double roiEnd) {
  /** Attributes that say how to interpolate. */
  record Rule(
      String mode,
      String coordinates,
      String nearest,
      double cubic,
      boolean excludeOutside,
      boolean antialias) {
    static Rule of(Attributes attributes) {
      return new Rule(
          attributes.stringValue("mode", "nearest"),
          attributes.stringValue("coordinate_transformation_mode", "half_pixel"),
          attributes.stringValue("nearest_mode", "round_prefer_floor"),
          attributes.floatValue("cubic_coeff_a", -0.75),
          attributes.intValue("exclude_outside", 0) != 0,
          attributes.intValue("antialias", 0) != 0);
    }

    /** The rule of {@code Upsample} and of {@code Resize} before opset 11. */
    static Rule asymmetric(Attributes attributes) {
      String mode = attributes.stringValue("mode", "nearest");
      return new Rule(mode, "asymmetric", "floor", -0.75, false, false);
    }
  }

  /** Weights of every output. */
  AxisWeights weights(Rule rule) throws OperatorException {
    List<AxisWeights.@Nullable Row> rows = new ArrayList<>();
    for (int o = 0; o < output; o++) {
      double x = source(o, rule.coordinates());
      boolean crop = rule.coordinates().equals("tf_crop_and_resize");
      rows.add(crop && (x < 0 || x > input - 1) ? null : row(x, rule));
    }
    return new AxisWeights(rows);
  }

  private double source(int o, String mode) throws OperatorException {
    double width = scale * input;
    return switch (mode) {
      case "align_corners" -> width == 1 ? 0 : o * (input - 1) / (width - 1);
      case "asymmetric" -> o / scale;
      case "half_pixel" -> (o + 0.5) / scale - 0.5;
      case "pytorch_half_pixel" -> width == 1 ? -0.5 : (o + 0.5) / scale - 0.5;
      case "half_pixel_symmetric" -> input / 2.0 * (1 - output / width) + (o + 0.5) / scale - 0.5;
      case "tf_half_pixel_for_nn" -> (o + 0.5) / scale;
      case "tf_crop_and_resize" ->
          roiStart * (input - 1)
              + (roiEnd - roiStart) * (input - 1) * (width == 1 ? 0.5 : o / (width - 1));
      default -> throw new OperatorException("coordinate_transformation_mode is '" + mode + "'");
    };
  }

  private AxisWeights.Row row(double x, Rule rule) throws OperatorException {
    double reach = rule.antialias() ? Math.min(scale, 1) : 1;
    return switch (rule.mode()) {
      case "nearest" -> {
        int position = Math.clamp((long) nearest(x, rule.nearest()), 0, input - 1);
        yield new AxisWeights.Row(new int[] {position}, new double[] {1});
      }
      case "linear" -> {
        int half = -(int) (Math.floor(-1 / reach) + 1) + 1;
        yield row(x, half, rule, d -> Math.max(0, 1 - Math.abs(d * reach)));
      }
      case "cubic" -> {
        int half = -(int) (Math.floor(-2 / reach) + 1) + 1;
        yield row(x, half, rule, d -> Cubic.weight(d * reach, rule.cubic()));
      }
      default -> throw new OperatorException("mode is '" + rule.mode() + "'");
    };
  }

  private static double nearest(double x, String mode) throws OperatorException {
    return switch (mode) {
      case "round_prefer_floor" -> Math.ceil(x - 0.5);
      case "round_prefer_ceil" -> Math.floor(x + 0.5);
      case "floor" -> Math.floor(x);
      case "ceil" -> Math.ceil(x);
      default -> throw new OperatorException("nearest_mode is '" + mode + "'");
    };
  }

  private interface Kernel {
    double weight(double distance);
  }

  /** Weights of {@code half} inputs on either side of a point; beyond the edge the edge counts. */
  private AxisWeights.Row row(double x, int half, Rule rule, Kernel kernel) {
    int first = (int) Math.ceil(x) - half;
    int[] positions = new int[2 * half];
    double[] weights = new double[2 * half];
    for (int i = 0; i < positions.length; i++) {
      int at = first + i;
      boolean outside = at < 0 || at >= input;
      positions[i] = Math.clamp(at, 0, input - 1);
      weights[i] = outside && rule.excludeOutside() ? 0 : kernel.weight(at - x);
    }
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] / sum);
    return new AxisWeights.Row(positions, weights);
  }
}
