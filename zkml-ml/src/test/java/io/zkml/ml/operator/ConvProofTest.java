package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Convolutions proven: one to three axes, groups, depthwise. */
class ConvProofTest extends OperatorContract {

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(conv(1, 3, 5, 1, true));
    cases.add(conv(2, 3, 4, 1, true));
    cases.add(conv(2, 4, 6, 2, true));
    cases.add(conv(2, 3, 3, 3, true));
    cases.add(conv(1, 3, 6, 3, false));
    cases.add(conv(2, 1, 2, 1, false));
    cases.add(conv(3, 2, 3, 1, true));
    cases.add(conv(2, 6, 6, 6, false));
    cases.add(fused());
    return cases;
  }

  private Case conv(int spatial, int channels, int outputs, int groups, boolean bias) {
    int[] input = axes(spatial, 1 + random.nextInt(2), channels, 5);
    int[] kernel = axes(spatial, outputs, channels / groups, 1);
    long[] pads = new long[2 * spatial];
    long[] strides = new long[spatial];
    long[] dilations = new long[spatial];
    for (int i = 0; i < spatial; i++) {
      pads[i] = random.nextInt(3);
      pads[i + spatial] = random.nextInt(3);
      strides[i] = 1L + random.nextInt(2);
      dilations[i] = 1L + random.nextInt(2);
    }
    FloatTensor w = random(1, kernel);
    ModelWriter model = model(input).floats("w", w);
    if (bias) {
      model.floats("b", random(1, outputs));
    }
    model.node(
        "Conv",
        "y",
        bias ? List.of("x", "w", "b") : List.of("x", "w"),
        ints("pads", pads),
        ints("strides", strides),
        ints("dilations", dilations),
        with("group", groups));
    String name = "input " + Arrays.toString(input) + ", kernel " + Arrays.toString(kernel);
    int terms = w.size() / outputs + 1;
    return new Case(name, model, TensorShape.of(input), 1, terms, gain(w));
  }

  /** Two axes in front, and spatial ones of {@code least} to two more. */
  private int[] axes(int spatial, int first, int second, int least) {
    int[] dims = new int[spatial + 2];
    dims[0] = first;
    dims[1] = second;
    for (int i = 2; i < dims.length; i++) {
      dims[i] = least + random.nextInt(3);
    }
    return dims;
  }

  /** With the normalisation and the activation behind it, which become part of it. */
  private Case fused() {
    FloatTensor w = random(1, 3, 2, 3, 3);
    ModelWriter model =
        model(1, 2, 6, 6)
            .floats("w", w)
            .node("Conv", "c", List.of("x", "w"))
            .floats("one", FloatTensor.vector(1, 1, 1))
            .floats("shift", random(1, 3))
            .node("BatchNormalization", "n", List.of("c", "one", "shift", "shift", "one"))
            .node("Relu", "y", List.of("n"));
    return new Case("fused", model, shape(1, 2, 6, 6), 1, 19, gain(w));
  }

  @Override
  Map<String, ModelWriter> refused() {
    FloatTensor w = random(1, 2, 2, 1);
    return Map.of(
        "weights that are not constant",
        model(1, 2, 2).node("Conv", "y", List.of("x", "x")),
        "bias that are not constant",
        reshaped(new int[] {2}, 1, 2, 1)
            .node("Conv", "c", List.of("r", "w"))
            .floats("w", w)
            .node("Conv", "y", List.of("c", "w", "x")));
  }
}
