package io.zkml.ml.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The real models among the test resources. */
public final class TestModels {
  /** Names of all models. */
  public static final List<String> ALL = List.of("fmnist_mlp", "fmnist_lenet5", "fmnist_mbv2");

  private TestModels() {}

  /** A model's file. */
  public static byte[] bytes(String name) {
    return resource("/models/" + name + ".onnx");
  }

  /** A model. */
  public static ModelProto model(String name) {
    try {
      return new OnnxReader().read(bytes(name));
    } catch (OnnxFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Any test resource. */
  public static byte[] resource(String path) {
    try (InputStream in = Objects.requireNonNull(TestModels.class.getResourceAsStream(path))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
