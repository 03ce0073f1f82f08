package io.zkml.ml.compiler;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantAverage;
import io.zkml.ml.quant.QuantConv;
import io.zkml.ml.quant.QuantMatrix;
import io.zkml.ml.quant.QuantMax;
import io.zkml.ml.quant.QuantOp;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.QuantValue;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.Rounding;
import io.zkml.ml.quant.WindowSpec;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates quantised graphs to tensor programs: every operation becomes one contraction and one
 * requantisation, or a maximum. Feature axes are cut into binary pieces, the others padded.
 */
public final class Lowering {

  private static final long[] NOTHING = {};

  private final QuantizedGraph graph;
  private final List<TensorSpec> tensors = new ArrayList<>();
  private final List<long[]> constants = new ArrayList<>();
  private final List<TensorJob> jobs = new ArrayList<>();
  private final int[] tensorOf;

  private Lowering(QuantizedGraph graph) {
    this.graph = graph;
    this.tensorOf = new int[graph.values().size()];
  }

  /**
   * The program of a graph.
   *
   * @param boundary which of input and output are public
   * @throws IllegalArgumentException if an accumulator could exceed 62 bits
   */
  public static LoweredModel lower(QuantizedGraph graph, int windowBits, Boundary boundary) {
    return new Lowering(graph).run(windowBits, boundary);
  }

  private LoweredModel run(int windowBits, Boundary boundary) {
    tensorOf[graph.input()] = input(graph.inputValue(), boundary.input());
    for (QuantOp op : graph.ops()) {
      switch (op) {
        case QuantConv c -> convolution(c);
        case QuantMatrix m -> matrix(m);
        case QuantSum s -> sum(s);
        case QuantAverage a -> average(a);
        case QuantMax m -> max(m);
      }
    }
    int output = tensorOf[graph.output()];
    List<Integer> outputs = List.of(output);
    TensorProgram program =
        switch (boundary.output()) {
          case PUBLIC -> new TensorProgram(tensors, jobs, outputs, windowBits);
          case COMMITTED -> new TensorProgram(tensors, jobs, List.of(), outputs, windowBits);
        };
    return new LoweredModel(program, constants, tensorOf[graph.input()], output);
  }

  private int input(QuantValue x, Visibility visibility) {
    return switch (visibility) {
      case PUBLIC -> add(x.name(), Storage.INPUT, layout(x), x.min(), x.max());
      case COMMITTED -> {
        int t = add(x.name(), Storage.COMMITTED_INPUT, layout(x), x.min(), x.max());
        jobs.add(new CommittedInput(t, x.min(), x.max()));
        yield t;
      }
    };
  }

  private int add(String name, Storage storage, TensorLayout layout, long min, long max) {
    tensors.add(new TensorSpec(name, storage, layout, min, max));
    constants.add(NOTHING);
    return tensors.size() - 1;
  }

  private int constant(String name, TensorLayout layout, IntTensor values) {
    long bound = Math.max(1, values.magnitude());
    int index = add(name, Storage.CONSTANT, layout, -bound, bound);
    constants.set(index, values.data());
    return index;
  }

  /** How a value's tensor is cut into blocks. */
  public static TensorLayout layout(QuantValue value) {
    List<AxisLayout> axes = new ArrayList<>();
    for (int i = 0; i < value.shape().rank(); i++) {
      int n = value.shape().dim(i);
      axes.add(i == value.featureAxis() ? AxisLayout.split(n) : AxisLayout.padded(n));
    }
    return new TensorLayout(axes);
  }

  private TensorLayout layoutOf(int value) {
    return tensors.get(tensorOf[value]).layout();
  }

  private void convolution(QuantConv c) {
    QuantValue y = graph.values().get(c.result());
    TensorShape shape = c.weights().shape();
    List<AxisLayout> axes = new ArrayList<>();
    axes.add(AxisLayout.split(shape.dim(0)));
    if (!c.depthwise()) {
      axes.add(layoutOf(c.input()).axes().get(1));
    }
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    if (c.depthwise()) {
      maps.add(new TensorAxis.Shared());
    } else {
      maps.add(new TensorAxis.Free());
      maps.add(new TensorAxis.Inner());
    }
    for (WindowSpec w : c.window()) {
      axes.add(AxisLayout.padded(w.kernel()));
      maps.add(window(w, false));
    }
    int weights = constant(y.name() + ".weights", new TensorLayout(axes), c.weights());
    LinearTerm product = new LinearTerm(1, tensorOf[c.input()], weights, maps);
    define(c.result(), List.of(product, bias(y, 1, c.bias())), c.rounding());
  }

  private void matrix(QuantMatrix m) {
    QuantValue y = graph.values().get(m.result());
    List<AxisLayout> axes = new ArrayList<>();
    List<TensorAxis> maps = new ArrayList<>();
    for (int i = 0; i < m.leading(); i++) {
      maps.add(new TensorAxis.Batch());
    }
    maps.add(new TensorAxis.Free());
    axes.add(layout(y).axes().get(m.leading()));
    List<AxisLayout> input = layoutOf(m.input()).axes();
    for (int i = m.leading(); i < input.size(); i++) {
      AxisLayout axis = input.get(i);
      // A padded spatial axis need not be padded in the weights: its pieces lie inside.
      axes.add(axis.pieces() == 1 ? AxisLayout.split(axis.length()) : axis);
      maps.add(new TensorAxis.Inner());
    }
    int weights = constant(y.name() + ".weights", new TensorLayout(axes), m.weights());
    LinearTerm product = new LinearTerm(1, tensorOf[m.input()], weights, maps);
    define(m.result(), List.of(product, bias(y, y.shape().rank() - 1, m.bias())), m.rounding());
  }

  private void sum(QuantSum s) {
    QuantValue y = graph.values().get(s.result());
    List<LinearTerm> terms = new ArrayList<>();
    List<TensorAxis> maps = new ArrayList<>();
    for (int i = 0; i < y.shape().rank(); i++) {
      maps.add(new TensorAxis.Batch());
    }
    for (QuantSum.Addend a : s.addends()) {
      terms.add(new LinearTerm(a.multiplier(), tensorOf[a.value()], LinearTerm.NONE, maps));
    }
    if (s.bias().magnitude() != 0) {
      terms.add(bias(y, s.biasAxis(), s.bias()));
    }
    define(s.result(), terms, s.rounding());
  }

  private void average(QuantAverage a) {
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    maps.add(new TensorAxis.Batch());
    for (WindowSpec w : a.window()) {
      maps.add(window(w, false));
    }
    LinearTerm term = new LinearTerm(a.multiplier(), tensorOf[a.input()], LinearTerm.NONE, maps);
    define(a.result(), List.of(term), a.rounding());
  }

  private void max(QuantMax m) {
    QuantValue y = graph.values().get(m.result());
    List<TensorAxis> maps = new ArrayList<>();
    maps.add(new TensorAxis.Batch());
    maps.add(new TensorAxis.Batch());
    for (WindowSpec w : m.window()) {
      maps.add(window(w, true));
    }
    int result = add(y.name(), Storage.WITNESS, layout(y), y.min(), y.max());
    tensorOf[m.result()] = result;
    jobs.add(new MaxWindow(result, tensorOf[m.input()], maps));
  }

  private static TensorAxis window(WindowSpec w, boolean clamp) {
    return new TensorAxis.Window(w.kernel(), w.stride(), w.dilation(), w.pad(), clamp);
  }

  private LinearTerm bias(QuantValue y, int axis, IntTensor values) {
    TensorLayout layout = new TensorLayout(List.of(layout(y).axes().get(axis)));
    int tensor = constant(y.name() + ".bias", layout, values);
    List<TensorAxis> maps = new ArrayList<>();
    for (int i = 0; i < y.shape().rank(); i++) {
      maps.add(i == axis ? new TensorAxis.Batch() : new TensorAxis.Broadcast());
    }
    return new LinearTerm(1, tensor, LinearTerm.NONE, maps);
  }

  /** An accumulator of these terms, and the rounded value behind it. */
  private void define(int value, List<LinearTerm> terms, Rounding rounding) {
    QuantValue y = graph.values().get(value);
    long bound = bound(y, terms);
    int acc = add(y.name() + ".acc", Storage.ACCUMULATOR, layout(y), -bound, bound);
    jobs.add(new Contract(acc, terms));
    int result = add(y.name(), Storage.WITNESS, layout(y), y.min(), y.max());
    tensorOf[value] = result;
    Activation activation = activation(y, rounding);
    jobs.add(new Requantize(result, acc, rounding.shift(), activation));
  }

  private Activation activation(QuantValue y, Rounding rounding) {
    return switch (rounding.activation()) {
      case io.zkml.ml.quant.Activation.Linear l -> new Activation.Linear();
      case io.zkml.ml.quant.Activation.Relu r -> new Activation.Relu();
      case io.zkml.ml.quant.Activation.Clamp c -> new Activation.Clamp(c.low(), c.high());
      case io.zkml.ml.quant.Activation.Table t -> {
        IntTensor values = t.values();
        TensorLayout layout = new TensorLayout(List.of(AxisLayout.padded(values.data().length)));
        int table = add(y.name() + ".table", Storage.CONSTANT, layout, values.min(), values.max());
        constants.set(table, values.data());
        yield new Activation.Table(table, values.data()[values.data().length / 2]);
      }
    };
  }

  /** What the ledger will demand: the sum over all terms of their largest possible magnitude. */
  private long bound(QuantValue y, List<LinearTerm> terms) {
    BigInteger sum = BigInteger.ZERO;
    for (LinearTerm t : terms) {
      BigInteger term =
          BigInteger.valueOf(t.scale())
              .abs()
              .multiply(BigInteger.valueOf(tensors.get(t.first()).magnitude()));
      if (t.isProduct()) {
        term = term.multiply(BigInteger.valueOf(tensors.get(t.second()).magnitude()));
      }
      sum = sum.add(term.multiply(BigInteger.valueOf(summands(t))));
    }
    if (sum.bitLength() > 62 || sum.longValueExact() >= TensorSpec.MAX_MAGNITUDE) {
      throw new IllegalArgumentException(
          y.name() + " could reach " + sum + ", beyond 62 bits: choose fewer activation bits");
    }
    return Math.max(1, sum.longValueExact());
  }

  private long summands(LinearTerm t) {
    long n = 1;
    int a = 0;
    for (TensorAxis axis : t.axes()) {
      switch (axis) {
        case TensorAxis.Inner i -> n *= length(t.first(), a);
        case TensorAxis.Sum s -> n *= length(t.first(), a);
        case TensorAxis.Window w -> n *= w.kernel();
        default -> {}
      }
      a += axis.firstAxes();
    }
    return n;
  }

  private long length(int tensor, int axis) {
    return tensors.get(tensor).layout().axes().get(axis).length();
  }
}
