package io.zkml.benchmarks.model;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.NumericPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model with the data it is calibrated and run on.
 *
 * @param name as it stands in reports
 * @param onnx the model file
 * @param shape of the input where the model leaves it open
 * @param policy how finely it is quantised
 * @param calibration inputs that fix the ranges
 * @param inputs inputs to prove
 */
public record Workload(
    String name,
    Path onnx,
    @Nullable TensorShape shape,
    NumericPolicy policy,
    Samples calibration,
    Samples inputs) {

  /** A model that is quantised as models are by default. */
  public Workload(
      String name, Path onnx, @Nullable TensorShape shape, Samples calibration, Samples inputs) {
    this(name, onnx, shape, NumericPolicy.balanced(), calibration, inputs);
  }

  /** The calibration inputs, {@code limit} at most. */
  public List<FloatTensor> calibrationInputs(int limit) {
    return IntStream.range(0, Math.min(limit, calibration.count()))
        .mapToObj(calibration::get)
        .toList();
  }
}
