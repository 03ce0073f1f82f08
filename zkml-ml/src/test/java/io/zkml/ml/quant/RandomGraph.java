package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random quantised graphs: every operation, every activation, odd windows. */
public final class RandomGraph {

  private final SplittableRandom random;
  private final int bits;
  private final List<QuantValue> values = new ArrayList<>();
  private final List<QuantOp> ops = new ArrayList<>();

  private RandomGraph(long seed) {
    this.random = new SplittableRandom(seed);
    this.bits = 5 + random.nextInt(4);
  }

  /**
   * A graph with an input of it.
   *
   * @param bits width of its window
   */
  public record Sample(QuantizedGraph graph, long[] input, int bits) {}

  /** The graph of a seed; its run may leave a window. */
  public static Sample of(long seed, int steps) {
    RandomGraph g = new RandomGraph(seed);
    int[] dims = new int[2 + g.random.nextInt(3)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == 0 ? 1 + g.random.nextInt(2) : 1 + g.random.nextInt(6);
    }
    long half = 1L << (g.bits - 1);
    g.values.add(new QuantValue("input", TensorShape.of(dims), 1, 1, -half, half - 1));
    int last = 0;
    for (int i = 0; i < steps; i++) {
      last = g.step(last);
    }
    long[] input = g.random.longs(g.values.getFirst().shape().elements(), -half, half).toArray();
    return new Sample(new QuantizedGraph(g.values, g.ops, 0, last), input, g.bits);
  }

  private int step(int x) {
    return switch (random.nextInt(6)) {
      case 0 -> convolution(x, true);
      case 1 -> average(x);
      case 2 -> maximum(x);
      case 3 -> sum(x);
      case 4 -> matrix(x);
      default -> convolution(x, false);
    };
  }

  private TensorShape shape(int value) {
    return values.get(value).shape();
  }

  private Rounding rounding() {
    long half = 1L << (bits - 1);
    return new Rounding(
        bits,
        switch (random.nextInt(4)) {
          case 0 -> new Activation.Linear();
          case 1 -> new Activation.Clamp(-random.nextLong(half + 1), random.nextLong(half));
          case 2 -> {
            long[] table = random.longs(2 * half, -half, half).toArray();
            yield new Activation.Table(new IntTensor(TensorShape.of(table.length), table));
          }
          default -> new Activation.Relu();
        });
  }

  private int define(TensorShape shape, int axis, Rounding r) {
    values.add(new QuantValue("v" + values.size(), shape, axis, 1, r.min(), r.max()));
    return values.size() - 1;
  }

  /** Integers that keep sums of so many products within the window most of the time. */
  private IntTensor weights(long summands, int... dims) {
    long most = Math.max(1, (1L << bits) / Math.max(1, (long) Math.sqrt((double) summands)));
    return tensor(most, dims);
  }

  private IntTensor tensor(long most, int... dims) {
    TensorShape shape = TensorShape.of(dims);
    return new IntTensor(shape, random.longs(shape.elements(), -most, most + 1).toArray());
  }

  private IntTensor bias(int n) {
    return tensor(1L << (2 * bits - 4), n);
  }

  private List<WindowSpec> window(TensorShape shape, boolean max) {
    List<WindowSpec> out = new ArrayList<>();
    for (int axis = 2; axis < shape.rank(); axis++) {
      int kernel = 1 + random.nextInt(3);
      int stride = 1 + random.nextInt(2);
      int dilation = max ? 1 : 1 + random.nextInt(2);
      int pad = random.nextInt(kernel);
      // The last window may reach beyond the input, but starts inside.
      int output = 1 + random.nextInt((shape.dim(axis) + pad - 1) / stride + 1);
      out.add(new WindowSpec(shape.dim(axis), output, kernel, stride, dilation, pad));
    }
    return out;
  }

  private static TensorShape output(TensorShape in, int channels, List<WindowSpec> window) {
    int[] dims = in.toArray();
    dims[1] = channels;
    for (int i = 0; i < window.size(); i++) {
      dims[i + 2] = window.get(i).output();
    }
    return TensorShape.of(dims);
  }

  private static int taps(List<WindowSpec> window) {
    return window.stream().mapToInt(WindowSpec::kernel).reduce(1, (a, b) -> a * b);
  }

  private int convolution(int x, boolean depthwise) {
    List<WindowSpec> window = window(shape(x), false);
    int channels = shape(x).dim(1);
    int outputs = depthwise ? channels : 1 + random.nextInt(6);
    int[] dims = new int[window.size() + (depthwise ? 1 : 2)];
    dims[0] = outputs;
    dims[depthwise ? 0 : 1] = channels;
    for (int i = 0; i < window.size(); i++) {
      dims[dims.length - window.size() + i] = window.get(i).kernel();
    }
    Rounding r = rounding();
    int y = define(output(shape(x), outputs, window), 1, r);
    long summands = (long) taps(window) * (depthwise ? 1 : channels);
    ops.add(new QuantConv(y, x, window, weights(summands, dims), bias(outputs), depthwise, r));
    return y;
  }

  private int average(int x) {
    List<WindowSpec> window = window(shape(x), false);
    Rounding r = rounding();
    int y = define(output(shape(x), shape(x).dim(1), window), 1, r);
    ops.add(new QuantAverage(y, x, window, random.nextLong(-30, 31), r));
    return y;
  }

  private int maximum(int x) {
    List<WindowSpec> window = window(shape(x), true);
    QuantValue v = values.get(x);
    TensorShape shape = output(shape(x), shape(x).dim(1), window);
    values.add(new QuantValue("v" + values.size(), shape, 1, 1, v.min(), v.max()));
    int y = values.size() - 1;
    ops.add(new QuantMax(y, x, window));
    return y;
  }

  private int sum(int x) {
    List<Addend> addends = new ArrayList<>();
    for (int v = 0; v < values.size(); v++) {
      boolean fits = shape(v).equals(shape(x));
      if (v == x || (fits && random.nextBoolean())) {
        addends.add(new Addend(v, random.nextLong(-20, 21)));
      }
    }
    int axis = random.nextInt(shape(x).rank());
    int n = shape(x).dim(axis);
    Rounding r = rounding();
    int y = define(shape(x), 1, r);
    IntTensor bias = random.nextBoolean() ? bias(n) : new IntTensor(TensorShape.of(n), new long[n]);
    int[] along = new int[shape(x).rank()];
    Arrays.fill(along, 1);
    along[axis] = n;
    IntTensor shaped = new IntTensor(TensorShape.of(along), bias.data());
    ops.add(new QuantSum(y, new LinearForm(addends, shaped), r));
    return y;
  }

  /** Contracts all axes but the first. */
  private int matrix(int x) {
    int[] in = shape(x).toArray();
    int outputs = 1 + random.nextInt(8);
    int[] dims = in.clone();
    dims[0] = outputs;
    Rounding r = rounding();
    int y = define(TensorShape.of(in[0], outputs), 1, r);
    long depth = shape(x).elements() / in[0];
    ops.add(new QuantMatrix(y, x, 1, weights(depth, dims), bias(outputs), r));
    return y;
  }
}
