package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that are linear: sampling between elements, sums of blocks, transforms. */
class SamplingProofTest extends OperatorContract {
  private static final TensorShape IMAGE = TensorShape.of(1, 2, 4, 3);

  @Override
  List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    cases.add(grid("linear", "zeros", 0));
    cases.add(grid("nearest", "border", 1));
    cases.add(grid("cubic", "reflection", 0));
    cases.add(
        new Case(
            "AffineGrid",
            modelOf(20, 1, 2, 3)
                .ints("size", 1, 1, 3, 2)
                .node("AffineGrid", "y", List.of("x", "size")),
            TensorShape.of(1, 2, 3),
            1,
            3,
            3));
    cases.add(
        new Case(
            "Col2Im",
            modelOf(18, 1, 8, 4)
                .ints("image", 3, 3)
                .ints("block", 2, 2)
                .node("Col2Im", "y", List.of("x", "image", "block")),
            TensorShape.of(1, 8, 4),
            1,
            4,
            4));
    cases.add(
        new Case(
            "Resize beyond the image",
            modelOf(19, IMAGE.toArray())
                .floats("roi", FloatTensor.vector(0, 0, -0.2, 0.1, 1, 1, 0.9, 1.3))
                .ints("sizes", 1, 2, 5, 4)
                .node(
                    "Resize",
                    "y",
                    List.of("x", "roi", "", "sizes"),
                    Attribute.of("mode", "linear"),
                    Attribute.of("coordinate_transformation_mode", "tf_crop_and_resize"),
                    with("extrapolation_value", 0.75)),
            IMAGE,
            1,
            8,
            2));
    cases.add(
        new Case(
            "DFT",
            modelOf(20, 1, 6, 1)
                .ints("length", 8)
                .node("DFT", "y", List.of("x", "length"), with("onesided", 1)),
            TensorShape.of(1, 6, 1),
            1,
            6,
            6));
    cases.add(
        new Case(
            "inverse DFT of another axis",
            modelOf(17, 2, 4, 2, 2)
                .node("DFT", "y", List.of("x"), with("inverse", 1), with("axis", 1)),
            TensorShape.of(2, 4, 2, 2),
            1,
            8,
            2));
    cases.add(
        new Case(
            "STFT",
            modelOf(17, 1, 10, 1)
                .ints("step", 3)
                .floats("window", FloatTensor.vector(0.1, 0.5, 1, 0.5))
                .node("STFT", "y", List.of("x", "step", "window")),
            TensorShape.of(1, 10, 1),
            1,
            4,
            3));
    return cases;
  }

  private Case grid(String mode, String padding, int corners) {
    ModelWriter model =
        modelOf(20, IMAGE.toArray())
            .floats("grid", random(1.4, 1, 3, 5, 2))
            .node(
                "GridSample",
                "y",
                List.of("x", "grid"),
                Attribute.of("mode", mode),
                Attribute.of("padding_mode", padding),
                with("align_corners", corners));
    return new Case("GridSample " + mode, model, IMAGE, 1, 16, 3);
  }

  @Override
  Map<String, ModelWriter> refused() {
    ModelWriter model =
        modelOf(20, 1, 2, 4, 4)
            .node("Transpose", "grid", List.of("x"), ints("perm", 0, 2, 3, 1))
            .node("GridSample", "y", List.of("x", "grid"));
    return Map.of("only data read at the points of a constant grid can be proven", model);
  }
}
