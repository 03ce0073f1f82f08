package io.zkml.ml;

import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.prover.Salt;
import io.zkml.ml.compiler.Boundary;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.quant.NumericPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small compiled models for tests of the facade. */
final class SmallModels {

  static final TensorShape INPUT = TensorShape.of(1, 2, 4, 4);

  /** The salt of weights that are not public. */
  static final Salt WEIGHT_SALT = Salt.of(new byte[Salt.BYTES]);

  private SmallModels() {}

  static FloatTensor random(Random random, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    double[] data = random.doubles(shape.elements(), -1, 1).toArray();
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) data[i];
    }
    return FloatTensor.of(shape, data);
  }

  /** An input of the model of a seed. */
  static FloatTensor input(long seed) {
    return random(new Random(seed), INPUT.toArray());
  }

  /** Convolution, ReLU, max-pooling, sigmoid, matrix product; other weights for other seeds. */
  static byte[] onnx(long seed) {
    Random random = new Random(seed);
    return new ModelWriter(13)
        .input("x", INPUT.toArray())
        .output("y", 1, 3)
        .floats("w", random(random, 3, 2, 3, 3))
        .floats("b", random(random, 3))
        .floats("v", random(random, 3, 12))
        .node("Conv", "c", List.of("x", "w", "b"), ModelWriter.Attribute.ints("pads", 1, 1, 1, 1))
        .node("Relu", "r", List.of("c"))
        .node(
            "MaxPool",
            "m",
            List.of("r"),
            ModelWriter.Attribute.ints("kernel_shape", 2, 2),
            ModelWriter.Attribute.ints("strides", 2, 2))
        .node("Sigmoid", "s", List.of("m"))
        .node("Flatten", "f", List.of("s"))
        .node("Gemm", "y", List.of("f", "v"), ModelWriter.Attribute.of("transB", 1))
        .toBytes();
  }

  /** The model of a seed under the parameter set for tests. */
  static CompiledModel compile(long seed) {
    return compile(seed, SecurityParameters.UNSAFE_TEST);
  }

  static CompiledModel compile(long seed, SecurityParameters parameters) {
    return compile(seed, parameters, Boundary.PUBLIC);
  }

  static CompiledModel compile(long seed, SecurityParameters parameters, Boundary boundary) {
    List<FloatTensor> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      samples.add(input(i));
    }
    try {
      return ModelCompiler.of(onnx(seed))
          .calibration(samples)
          .policy(new NumericPolicy(8, 6))
          .parameters(parameters)
          .input(boundary.input())
          .output(boundary.output())
          .weights(boundary.weights(), WEIGHT_SALT)
          .compile();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static InferenceProver prover(CompiledModel model, int threads) {
    return InferenceProver.builder(model).threads(threads).kernels(KernelChoice.SCALAR).build();
  }
}
