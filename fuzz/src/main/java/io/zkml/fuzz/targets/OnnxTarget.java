package io.zkml.fuzz.targets;

import io.zkml.ml.graph.GraphBuilder;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.OnnxFormatException;
import io.zkml.ml.onnx.OnnxReader;
import io.zkml.ml.operator.ShapeInference;
import java.util.List;

/** ONNX files, up to the shapes of the graph. */
public final class OnnxTarget {

  private OnnxTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    Refusals.allow(
        List.of(OnnxFormatException.class, UnsupportedModelException.class),
        () -> ShapeInference.infer(GraphBuilder.of(new OnnxReader().read(bytes)).build()));
  }
}
