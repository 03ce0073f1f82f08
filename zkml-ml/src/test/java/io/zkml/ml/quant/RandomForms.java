package io.zkml.ml.quant;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random graphs of operations on views: moved, repeated, summed and weighted values. */
public final class RandomForms {

  private final SplittableRandom random;
  private final List<QuantValue> values = new ArrayList<>();
  private final List<QuantOp> ops = new ArrayList<>();

  private RandomForms(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The graph of a seed, with two inputs. */
  public static QuantizedGraph of(long seed, int steps) {
    RandomForms g = new RandomForms(seed);
    g.value(g.shape(), -20, 20);
    g.value(g.shape(), 0, 30);
    for (int i = 0; i < steps; i++) {
      g.step();
    }
    int last = g.values.size() - 1;
    return new QuantizedGraph(g.values, g.ops, List.of(0, 1), List.of(last, last - 1));
  }

  /** Inputs of a graph. */
  public static List<long[]> inputs(QuantizedGraph graph, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return graph.inputValues().stream()
        .map(v -> random.longs(v.shape().elements(), v.min(), v.max() + 1).toArray())
        .toList();
  }

  private TensorShape shape() {
    int[] dims = new int[1 + random.nextInt(3)];
    Arrays.setAll(dims, i -> 1 + random.nextInt(5));
    return TensorShape.of(dims);
  }

  private int value(TensorShape shape, long min, long max) {
    int axis = random.nextInt(shape.rank());
    values.add(new QuantValue("v" + values.size(), shape, axis, 1, min, max));
    return values.size() - 1;
  }

  private void step() {
    switch (random.nextInt(7)) {
      case 0 -> sum();
      case 1 -> product();
      case 2 -> positive();
      case 3 -> extreme();
      case 4 -> divide();
      case 5 -> contraction();
      default -> oneHot();
    }
  }

  /** A value that the operations so far define, small enough to go on with. */
  private int operand() {
    int v;
    do {
      v = random.nextInt(values.size());
    } while (Math.max(-values.get(v).min(), values.get(v).max()) > 3000);
    return v;
  }

  private LinearForm form(TensorShape shape) {
    List<Addend> addends = new ArrayList<>();
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      addends.add(addend(shape));
    }
    IntTensor bias = random.nextBoolean() ? null : tensor(shape);
    return new LinearForm(addends, bias);
  }

  private IntTensor tensor(TensorShape shape) {
    int[] dims = shape.toArray();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = random.nextBoolean() ? 1 : dims[i];
    }
    TensorShape own = TensorShape.of(dims);
    return new IntTensor(own, random.longs(own.elements(), -3, 4).toArray());
  }

  private Addend addend(TensorShape shape) {
    int x = operand();
    TensorShape summed =
        random.nextInt(3) == 0 ? TensorShape.of(1 + random.nextInt(4)) : TensorShape.scalar();
    TensorShape joined = GraphRules.joined(shape, summed);
    IntTensor weights = random.nextInt(3) == 0 ? tensor(joined) : null;
    return new Addend(
        x, map(values.get(x).shape(), joined), random.nextLong(-3, 4), summed, weights);
  }

  /** Axes that stay, repeat, or are cut, in another order; or any entries at all. */
  private IndexMap map(TensorShape source, TensorShape target) {
    int[] indices = new int[(int) target.elements()];
    if (random.nextInt(3) == 0) {
      Arrays.setAll(indices, i -> random.nextInt((int) source.elements() + 1) - 1);
      return IndexMap.of(indices);
    }
    if (source.equals(target) && random.nextBoolean()) {
      return IndexMap.identity();
    }
    int[] strides = source.strides();
    int[] steps = target.strides();
    int[] axisOf = new int[source.rank()];
    Arrays.setAll(axisOf, i -> random.nextInt(target.rank() + 1));
    int fill = random.nextInt(8);
    for (int i = 0; i < indices.length; i++) {
      for (int s = 0; s < source.rank(); s++) {
        if (axisOf[s] < target.rank()) {
          int at = i / steps[axisOf[s]] % target.dim(axisOf[s]);
          indices[i] += at % source.dim(s) * strides[s];
        }
      }
      boolean filled = fill < target.rank() && i / steps[fill] % target.dim(fill) == 0;
      indices[i] = filled ? IndexMap.NONE : indices[i];
    }
    return IndexMap.of(indices);
  }

  private FormBounds bounds(LinearForm form) {
    return FormBounds.of(form, values::get);
  }

  private int exact(TensorShape shape, long magnitude) {
    return value(shape, -magnitude, magnitude);
  }

  private void sum() {
    TensorShape shape = shape();
    LinearForm form = form(shape);
    int y = exact(shape, bounds(form).magnitude());
    ops.add(new QuantSum(y, form, new Exact(false)));
  }

  private void product() {
    TensorShape shape = shape();
    LinearForm a = form(shape);
    LinearForm b = form(shape);
    LinearForm plus = form(shape);
    long magnitude = 2 * bounds(a).magnitude() * bounds(b).magnitude() + bounds(plus).magnitude();
    int y = exact(shape, magnitude);
    ops.add(new QuantProduct(y, a, b, -2, plus, new Exact(false)));
  }

  private void positive() {
    TensorShape shape = shape();
    LinearForm form = form(shape);
    ops.add(new QuantPositive(value(shape, 0, 1), form));
  }

  private void extreme() {
    TensorShape shape = shape();
    List<LinearForm> forms = List.of(form(shape), form(shape), form(shape));
    long top = forms.stream().mapToLong(f -> bounds(f).magnitude()).max().orElseThrow();
    if (top < 1 << 14) {
      ops.add(new QuantExtreme(exact(shape, top), forms, random.nextBoolean()));
    }
  }

  private void divide() {
    TensorShape shape = shape();
    LinearForm numerator = form(shape);
    LinearForm any = form(shape);
    long offset = bounds(any).magnitude() + 1;
    TensorShape one = TensorShape.of(shape.toArray());
    long[] ones = new long[(int) one.elements()];
    Arrays.fill(ones, offset);
    LinearForm denominator = new LinearForm(any.addends(), new IntTensor(one, ones));
    long most = bounds(numerator).magnitude();
    if (most < 1 << 14) {
      int y = value(shape, -most, most);
      ops.add(new QuantDivide(y, numerator, denominator, 2));
    }
  }

  private void contraction() {
    int x = operand();
    int y = operand();
    TensorShape a = values.get(x).shape();
    TensorShape b = values.get(y).shape();
    List<Integer> left = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    List<Integer> right = new ArrayList<>();
    boolean inner = a.dim(a.rank() - 1) == b.dim(0);
    long depth = inner ? b.dim(0) : 1;
    for (int i = 0; i < a.rank() - (inner ? 1 : 0); i++) {
      left.add(dims.size());
      dims.add(a.dim(i));
    }
    for (int i = inner ? 1 : 0; i < b.rank(); i++) {
      right.add(dims.size());
      dims.add(b.dim(i));
    }
    if (dims.isEmpty() || dims.size() > 4) {
      return;
    }
    if (inner) {
      left.add(dims.size());
      right.addFirst(dims.size());
    }
    TensorShape shape = TensorShape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    LinearForm plus = form(shape);
    long magnitude = 3 * depth * top(x) * top(y) + bounds(plus).magnitude();
    int z = exact(shape, magnitude);
    ops.add(new QuantContraction(z, x, left, y, right, 3, plus, new Exact(false)));
  }

  private long top(int value) {
    QuantValue v = values.get(value);
    return Math.max(Math.abs(v.min()), Math.abs(v.max()));
  }

  private void oneHot() {
    int x = operand();
    TensorShape shape = values.get(x).shape();
    int y = value(shape, 0, 1);
    ops.add(new QuantOneHot(y, x, random.nextInt(shape.rank()), random.nextBoolean()));
  }
}
