package io.zkml.ml;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.ModelWriter;
import io.zkml.ml.onnx.ModelWriter.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small models of the shapes that people have, with seeded weights, as exporters write them. */
final class ModelShapes {
  private final Random random;
  private final ModelWriter model;
  private int values;

  private ModelShapes(long seed, int... input) {
    this.random = new Random(seed);
    this.model = new ModelWriter(17).input("x", input);
  }

  /** A model and the shape of its input. */
  record Model(String name, byte[] onnx, TensorShape input) {}

  /** All of them. */
  static List<Model> all() {
    return List.of(gru(), resnet(), unet(), mobile());
  }

  private Model done(String name, int... input) {
    return new Model(name, model.toBytes(), TensorShape.of(input));
  }

  /** Normal numbers of a variance that keeps activations near 1. */
  private String weights(double inputs, int... dims) {
    double[] data = new double[Math.toIntExact(TensorShape.of(dims).elements())];
    Arrays.setAll(data, _ -> (float) (random.nextGaussian() * Math.sqrt(2 / inputs)));
    return constant(FloatTensor.of(TensorShape.of(dims), data));
  }

  private String uniform(double low, double high, int... dims) {
    double[] data = random.doubles(TensorShape.of(dims).elements(), low, high).toArray();
    return constant(FloatTensor.of(TensorShape.of(dims), data));
  }

  private String constant(FloatTensor tensor) {
    String name = "w" + values++;
    model.floats(name, tensor);
    return name;
  }

  private String ints(long... numbers) {
    String name = "i" + values++;
    model.ints(name, numbers);
    return name;
  }

  private String add(String operator, List<String> inputs, Attribute... attributes) {
    String name = "v" + values++;
    model.node(operator, name, inputs, attributes);
    return name;
  }

  private void output(String operator, List<String> inputs, Attribute... attributes) {
    model.node(operator, "y", inputs, attributes).output("y", 1);
  }

  private String conv(String x, int in, int out, int kernel, int stride, int group) {
    int perGroup = in / group;
    int pad = kernel / 2;
    return add(
        "Conv",
        List.of(x, weights((double) perGroup * kernel * kernel, out, perGroup, kernel, kernel)),
        Attribute.ints("strides", stride, stride),
        Attribute.ints("pads", pad, pad, pad, pad),
        Attribute.of("group", group));
  }

  private String normal(String x, int channels) {
    return add(
        "BatchNormalization",
        List.of(
            x,
            uniform(0.8, 1.2, channels),
            uniform(-0.2, 0.2, channels),
            uniform(-0.2, 0.2, channels),
            uniform(0.6, 1.4, channels)));
  }

  /** Sequences of 6 steps in both directions, the last states, a linear layer, softmax. */
  private static Model gru() {
    int hidden = 6;
    ModelShapes m = new ModelShapes(1, 1, 6, 4);
    // PyTorch's batch_first: the exporter transposes.
    String steps = m.add("Transpose", List.of("x"), Attribute.ints("perm", 1, 0, 2));
    String w = m.weights(4, 2, 3 * hidden, 4);
    String r = m.weights(2 * hidden, 2, 3 * hidden, hidden);
    String b = m.uniform(-0.3, 0.3, 2, 6 * hidden);
    String last = "last";
    m.model.node(
        "GRU",
        List.of("all", last),
        List.of(steps, w, r, b),
        Attribute.of("hidden_size", hidden),
        Attribute.of("linear_before_reset", 1),
        Attribute.of("direction", "bidirectional"));
    String front = m.add("Transpose", List.of(last), Attribute.ints("perm", 1, 0, 2));
    String flat = m.add("Reshape", List.of(front, m.ints(1, 2L * hidden)));
    String scores =
        m.add(
            "Gemm",
            List.of(flat, m.weights(hidden, 5, 2 * hidden), m.uniform(-0.5, 0.5, 5)),
            Attribute.of("transB", 1));
    m.output("Softmax", List.of(scores), Attribute.of("axis", 1));
    return m.done("GRU classifier", 1, 6, 4);
  }

  /** A strided stem with pooling, a plain block, a strided block with a projection, a mean. */
  private static Model resnet() {
    ModelShapes m = new ModelShapes(2, 1, 3, 16, 16);
    String x = m.add("Relu", List.of(m.normal(m.conv("x", 3, 4, 3, 2, 1), 4)));
    x =
        m.add(
            "MaxPool",
            List.of(x),
            Attribute.ints("kernel_shape", 3, 3),
            Attribute.ints("strides", 2, 2),
            Attribute.ints("pads", 1, 1, 1, 1));
    x = m.block(x, 4, 4, 1);
    x = m.block(x, 4, 8, 2);
    String mean = m.add("Flatten", List.of(m.add("GlobalAveragePool", List.of(x))));
    m.output(
        "Gemm",
        List.of(mean, m.weights(8, 6, 8), m.uniform(-0.5, 0.5, 6)),
        Attribute.of("transB", 1));
    return m.done("ResNet", 1, 3, 16, 16);
  }

  private String block(String x, int in, int out, int stride) {
    String inner = add("Relu", List.of(normal(conv(x, in, out, 3, stride, 1), out)));
    String sum = normal(conv(inner, out, out, 3, 1, 1), out);
    String shortcut = in == out ? x : normal(conv(x, in, out, 1, stride, 1), out);
    return add("Relu", List.of(add("Add", List.of(sum, shortcut))));
  }

  /** Two levels down and up again, one by a transposed convolution and one by interpolation. */
  private static Model unet() {
    ModelShapes m = new ModelShapes(3, 1, 1, 8, 8);
    String first = m.add("Relu", List.of(m.conv("x", 1, 3, 3, 1, 1)));
    String second = m.add("Relu", List.of(m.conv(m.halved(first), 3, 4, 3, 1, 1)));
    String deep = m.add("Relu", List.of(m.conv(m.halved(second), 4, 6, 3, 1, 1)));
    String up =
        m.add(
            "ConvTranspose",
            List.of(deep, m.weights(6, 6, 4, 2, 2), m.uniform(-0.1, 0.1, 4)),
            Attribute.ints("kernel_shape", 2, 2),
            Attribute.ints("strides", 2, 2));
    String joined = m.add("Concat", List.of(up, second), Attribute.of("axis", 1));
    String x = m.add("Relu", List.of(m.conv(joined, 8, 4, 3, 1, 1)));
    up =
        m.add(
            "Resize",
            List.of(x, "", m.constant(FloatTensor.vector(1, 1, 2, 2))),
            Attribute.of("mode", "linear"),
            Attribute.of("coordinate_transformation_mode", "half_pixel"));
    joined = m.add("Concat", List.of(up, first), Attribute.of("axis", 1));
    x = m.add("Relu", List.of(m.conv(joined, 7, 3, 3, 1, 1)));
    m.output("Sigmoid", List.of(m.conv(x, 3, 1, 1, 1, 1)));
    return m.done("U-Net", 1, 1, 8, 8);
  }

  private String halved(String x) {
    return add(
        "MaxPool",
        List.of(x),
        Attribute.ints("kernel_shape", 2, 2),
        Attribute.ints("strides", 2, 2));
  }

  /** A direction classifier: hard swish, depthwise convolutions, squeeze and excitation. */
  private static Model mobile() {
    ModelShapes m = new ModelShapes(4, 1, 3, 8, 16);
    String x = m.swish(m.normal(m.conv("x", 3, 4, 3, 2, 1), 4));
    x = m.inverted(x, 4, 8, 1, true);
    x = m.inverted(x, 4, 8, 2, false);
    x = m.swish(m.normal(m.conv(x, 4, 12, 1, 1, 1), 12));
    String mean = m.add("Flatten", List.of(m.add("GlobalAveragePool", List.of(x))));
    String scores = m.add("MatMul", List.of(mean, m.weights(12, 12, 2)));
    String sum = m.add("Add", List.of(scores, m.uniform(-0.5, 0.5, 2)));
    m.output("Softmax", List.of(sum), Attribute.of("axis", 1));
    return m.done("direction classifier", 1, 3, 8, 16);
  }

  /** As PyTorch's exporter before opset 14 and PaddlePaddle write it. */
  private String swish(String x) {
    String three = constant(FloatTensor.scalar(3));
    String clipped =
        add(
            "Clip",
            List.of(
                add("Add", List.of(x, three)),
                constant(FloatTensor.scalar(0)),
                constant(FloatTensor.scalar(6))));
    String product = add("Mul", List.of(x, clipped));
    return add("Div", List.of(product, constant(FloatTensor.scalar(6))));
  }

  private String inverted(String x, int channels, int inner, int stride, boolean squeezes) {
    String wide = normal(conv(x, channels, inner, 1, 1, 1), inner);
    wide = squeezes ? add("Relu", List.of(wide)) : add("HardSwish", List.of(wide));
    String deep = add("Relu", List.of(normal(conv(wide, inner, inner, 5, stride, inner), inner)));
    if (squeezes) {
      String mean = add("GlobalAveragePool", List.of(deep));
      String few = add("Relu", List.of(conv(mean, inner, 2, 1, 1, 1)));
      String gate =
          add("HardSigmoid", List.of(conv(few, 2, inner, 1, 1, 1)), Attribute.of("alpha", 0.2f));
      deep = add("Mul", List.of(deep, gate));
    }
    String out = normal(conv(deep, inner, channels, 1, 1, 1), channels);
    return stride == 1 ? add("Add", List.of(x, out)) : out;
  }

  /** Inputs of a model. */
  static List<FloatTensor> samples(Model model, int count, long seed) {
    Random random = new Random(seed);
    List<FloatTensor> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(SmallModels.random(random, model.input().toArray()));
    }
    return samples;
  }
}
