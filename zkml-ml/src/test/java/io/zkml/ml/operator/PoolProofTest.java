package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Pooling proven. */
class PoolProofTest {

  @Nested
  class MaxPoolTest extends OperatorContract {

    @Override
    List<Case> cases() {
      return List.of(
          pool(shape(1, 3, 7), ints("kernel_shape", 2), ints("strides", 2)),
          pool(shape(2, 2, 5, 5), ints("kernel_shape", 3, 3), ints("pads", 1, 1, 1, 1)),
          pool(
              shape(1, 2, 6, 5),
              ints("kernel_shape", 3, 2),
              ints("strides", 2, 2),
              with("ceil_mode", 1)),
          pool(shape(1, 2, 7, 7), ints("kernel_shape", 2, 2), ints("dilations", 2, 3)),
          pool(shape(1, 1, 3, 3, 3), ints("kernel_shape", 2, 2, 2)),
          pool(shape(1, 3, 4, 4), ints("kernel_shape", 1, 1)),
          pool(shape(1, 2, 6), ints("kernel_shape", 2), ints("dilations", 2), ints("pads", 1, 1)),
          pool(shape(1, 1, 4), ints("kernel_shape", 3), ints("pads", 2, 2)));
    }

    private Case pool(TensorShape input, ModelWriter.Attribute... attributes) {
      ModelWriter model = model(input.toArray()).node("MaxPool", "y", List.of("x"), attributes);
      return new Case(input.toString(), model, input, 1, 0, 0);
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of(
          "the output of indices cannot be proven yet",
          model(1, 1, 6).node("MaxPool", List.of("y", "i"), List.of("x"), ints("kernel_shape", 2)));
    }
  }

  @Nested
  class AveragePoolTest extends OperatorContract {

    @Override
    List<Case> cases() {
      List<Case> cases = new ArrayList<>();
      cases.add(pool(4, shape(1, 3, 5, 5), ints("kernel_shape", 2, 2)));
      cases.add(pool(6, shape(2, 2, 6, 7), ints("kernel_shape", 2, 3), ints("strides", 2, 2)));
      cases.add(pool(3, shape(1, 5, 9), ints("kernel_shape", 3), ints("strides", 3)));
      cases.add(
          pool(
              4,
              shape(1, 2, 4, 4),
              ints("kernel_shape", 2, 2),
              ints("pads", 1, 1, 1, 1),
              with("count_include_pad", 1)));
      cases.add(pool(8, shape(1, 1, 3, 3, 3), ints("kernel_shape", 2, 2, 2)));
      cases.add(pool(12, shape(1, 1, 4), ints("kernel_shape", 2), ints("pads", 1, 1)));
      return cases;
    }

    private Case pool(int taps, TensorShape input, ModelWriter.Attribute... attributes) {
      ModelWriter model = model(input.toArray()).node("AveragePool", "y", List.of("x"), attributes);
      return new Case(input + Arrays.toString(attributes), model, input, 1, taps, 1);
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }

  @Nested
  class GlobalAveragePoolTest extends OperatorContract {

    @Override
    List<Case> cases() {
      return List.of(pool(9, 1, 3, 3, 3), pool(5, 2, 5, 5), pool(8, 1, 1, 2, 2, 2));
    }

    private Case pool(int taps, int... input) {
      ModelWriter model = model(input).node("GlobalAveragePool", "y", List.of("x"));
      return new Case(Arrays.toString(input), model, shape(input), 1, taps, 1);
    }

    @Override
    Map<String, ModelWriter> refused() {
      return Map.of();
    }
  }
}
