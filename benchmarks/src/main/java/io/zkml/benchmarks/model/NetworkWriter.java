package io.zkml.benchmarks.model;

import io.zkml.benchmarks.model.OnnxWriter.Attribute;
import java.util.List;
import java.util.Random;

/**
 * Writes a chain of layers with random weights: He's scaling, so that values neither grow nor fade
 * with depth. The same seed gives the same bytes. Not thread-safe.
 */
final class NetworkWriter {

  private static final double BIAS = 0.05;

  private final OnnxWriter onnx;
  private final Random random;
  private List<Integer> shape;
  private String value = "input";
  private int layers;

  NetworkWriter(String name, long seed, List<Integer> inputShape) {
    this.onnx = new OnnxWriter(name).input(value, inputShape);
    this.random = new Random(seed);
    this.shape = inputShape;
  }

  /** A convolution with a square kernel and stride 1. */
  NetworkWriter conv(int outputs, int kernel, int pad) {
    int inputs = shape.get(1);
    String name = layer("conv");
    weights(name, List.of(outputs, inputs, kernel, kernel), inputs * kernel * kernel);
    long p = pad;
    long k = kernel;
    onnx.node(
        "Conv",
        List.of(value, name + ".weight", name + ".bias"),
        name,
        Attribute.ofList("kernel_shape", k, k),
        Attribute.ofList("pads", p, p, p, p));
    int size = shape.get(2) + 2 * pad - kernel + 1;
    return become(name, List.of(1, outputs, size, size));
  }

  NetworkWriter relu() {
    String name = layer("relu");
    onnx.node("Relu", List.of(value), name);
    return become(name, shape);
  }

  /** Maxima of 2 x 2 pixels. */
  NetworkWriter maxPool() {
    String name = layer("pool");
    onnx.node(
        "MaxPool",
        List.of(value),
        name,
        Attribute.ofList("kernel_shape", 2L, 2L),
        Attribute.ofList("strides", 2L, 2L));
    return become(name, List.of(1, shape.get(1), shape.get(2) / 2, shape.get(3) / 2));
  }

  NetworkWriter flatten() {
    String name = layer("flatten");
    onnx.node("Flatten", List.of(value), name, Attribute.of("axis", 1));
    int features = shape.stream().reduce(1, Math::multiplyExact);
    return become(name, List.of(1, features));
  }

  NetworkWriter gemm(int outputs) {
    int inputs = shape.get(1);
    String name = layer("fc");
    weights(name, List.of(outputs, inputs), inputs);
    onnx.node(
        "Gemm", List.of(value, name + ".weight", name + ".bias"), name, Attribute.of("transB", 1));
    return become(name, List.of(1, outputs));
  }

  byte[] toBytes() {
    return onnx.output(value, shape).toBytes();
  }

  private String layer(String kind) {
    layers++;
    return kind + layers;
  }

  private NetworkWriter become(String name, List<Integer> newShape) {
    value = name;
    shape = newShape;
    return this;
  }

  private void weights(String name, List<Integer> weightShape, int fanIn) {
    int size = weightShape.stream().reduce(1, Math::multiplyExact);
    double scale = Math.sqrt(2.0 / fanIn);
    onnx.initializer(name + ".weight", weightShape, gaussian(size, scale));
    int outputs = weightShape.getFirst();
    onnx.initializer(name + ".bias", List.of(outputs), gaussian(outputs, BIAS));
  }

  private float[] gaussian(int size, double scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return values;
  }
}
