package io.zkml.ml.quant;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.hash.Keccak256;
import io.zkml.core.stark.prover.Salt;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a tensor program while operations lower themselves, in order. Feature axes are cut into
 * binary pieces, the others padded.
 */
public final class ProgramWriter {

  private static final long[] NOTHING = {};

  /** Most entries of lists and constants that a graph's bytes do not hold. */
  private static final long MAX_EXPANDED = 1L << 26;

  private final QuantizedGraph graph;
  private final int windowBits;
  private final boolean undisclosedWeights;
  private final List<TensorSpec> tensors = new ArrayList<>();
  private final List<long[]> constants = new ArrayList<>();
  private final List<TensorJob> jobs = new ArrayList<>();
  private final int[] tensorOf;
  private final Map<Copied, Integer> copies = new HashMap<>();
  private long expanded;

  /** Tensors of tables of functions, by content. */
  private final Map<LongBuffer, Integer> tables = new HashMap<>();

  /** A view that has been stored in a layout. */
  private record Copied(int value, IndexMap map, TensorLayout layout) {}

  /**
   * A writer for a graph; inputs are to be defined first.
   *
   * @param undisclosedWeights whether the bounds of weights are to say no more than their width
   */
  public ProgramWriter(QuantizedGraph graph, int windowBits, boolean undisclosedWeights) {
    this.graph = graph;
    this.windowBits = windowBits;
    this.undisclosedWeights = undisclosedWeights;
    this.tensorOf = new int[graph.values().size()];
  }

  /** The program of what was written, with outputs that are public and ones that are committed. */
  public TensorProgram program(List<Integer> outputs, List<Integer> committed) {
    return new TensorProgram(tensors, jobs, outputs, committed, windowBits);
  }

  /** Values of every constant tensor by tensor index; other entries are empty arrays. */
  public List<long[]> constants() {
    return List.copyOf(constants);
  }

  /** Description of a value. */
  QuantValue value(int value) {
    return graph.values().get(value);
  }

  /** Index of a value's tensor. */
  public int tensor(int value) {
    return tensorOf[value];
  }

  /** log2 of the range table. */
  int windowBits() {
    return windowBits;
  }

  /** The largest magnitude of a tensor's entry. */
  long magnitude(int tensor) {
    return tensors.get(tensor).magnitude();
  }

  /** A value's layout. */
  public static TensorLayout layout(QuantValue value) {
    List<AxisLayout> axes = new ArrayList<>();
    for (int i = 0; i < value.shape().rank(); i++) {
      int n = value.shape().dim(i);
      axes.add(i == value.featureAxis() ? AxisLayout.split(n) : AxisLayout.padded(n));
    }
    return new TensorLayout(axes);
  }

  /** The layout of a value's tensor. */
  TensorLayout layoutOf(int value) {
    return tensors.get(tensorOf[value]).layout();
  }

  /** Adds a tensor. */
  int add(String name, Storage storage, TensorLayout layout, long min, long max) {
    tensors.add(new TensorSpec(name, storage, layout, min, max));
    constants.add(NOTHING);
    return tensors.size() - 1;
  }

  /** Adds a value's tensor. */
  public int define(int value, Storage storage) {
    QuantValue y = value(value);
    tensorOf[value] = add(y.name(), storage, layout(y), y.min(), y.max());
    return tensorOf[value];
  }

  /** Adds a constant tensor. */
  int constant(String name, TensorLayout layout, IntTensor values) {
    long bound = Math.max(1, values.magnitude());
    return constant(name, layout, -bound, bound, values.data());
  }

  private int constant(String name, TensorLayout layout, long min, long max, long[] values) {
    int index = add(name, Storage.CONSTANT, layout, min, max);
    constants.set(index, values);
    return index;
  }

  /**
   * Adds a constant tensor of terms that are rounded, so that no other bounds follow from its.
   * Those of undisclosed ones are powers of two: they show the width alone.
   */
  int weights(String name, TensorLayout layout, IntTensor values) {
    if (!undisclosedWeights) {
      return constant(name, layout, values);
    }
    long above = Long.highestOneBit(Math.max(1, values.magnitude())) << 1;
    return constant(name, layout, -above, above - 1, values.data());
  }

  /** Adds a constant that nobody reads: 256 bits that keep the root of the rest from guessing. */
  public void salt(Salt salt) {
    ByteBuffer bits =
        ByteBuffer.wrap(
            new Keccak256()
                .update("zkml/weight-salt/1".getBytes(StandardCharsets.US_ASCII))
                .update(salt.toBytes())
                .digest());
    long[] cells = new long[Keccak256.DIGEST_BYTES / Integer.BYTES];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Integer.toUnsignedLong(bits.getInt());
    }
    TensorLayout layout = new TensorLayout(List.of(AxisLayout.padded(cells.length)));
    constant("salt", layout, 0, (1L << Integer.SIZE) - 1, cells);
  }

  /** Number of instructions so far. */
  public int instructions() {
    return jobs.size();
  }

  /** Appends an instruction. */
  public void emit(TensorJob job) {
    jobs.add(job);
  }

  /** A constant along one axis of a value, a term that is rounded. */
  LinearTerm bias(QuantValue y, int axis, IntTensor values) {
    TensorLayout layout = new TensorLayout(List.of(layout(y).axes().get(axis)));
    int tensor = weights(y.name() + ".bias", layout, values);
    List<TensorAxis> maps = new ArrayList<>();
    for (int i = 0; i < y.shape().rank(); i++) {
      maps.add(i == axis ? new TensorAxis.Batch() : new TensorAxis.Broadcast());
    }
    return new LinearTerm(1, tensor, LinearTerm.NONE, maps);
  }

  /**
   * Counts entries that lowering makes up: few bytes of a hostile graph could stand for many.
   *
   * @throws IllegalArgumentException if there are too many in all
   */
  void expand(long entries) {
    expanded += Math.clamp(entries, 0, MAX_EXPANDED + 1);
    if (expanded > MAX_EXPANDED) {
      throw new IllegalArgumentException("views and repeated weights have too many entries");
    }
  }

  /** The terms of a form in a layout. */
  List<LinearTerm> terms(LinearForm form, String name, TensorLayout layout) {
    return new FormTerms(this, layout, name).of(form);
  }

  /** A form in a layout: the tensor that it is, or an accumulator. */
  int operand(LinearForm form, String name, TensorLayout layout) {
    if (form.addends().size() == 1 && form.bias() == null) {
      Addend a = form.addends().getFirst();
      boolean plain = a.multiplier() == 1 && a.weights() == null && a.map().isIdentity();
      if (plain && a.summed().rank() == 0 && layoutOf(a.value()).equals(layout)) {
        return tensorOf[a.value()];
      }
    }
    return accumulator(name, layout, terms(form, name, layout));
  }

  /** A value's tensor, in this layout. */
  int stored(int value, TensorLayout layout) {
    return layoutOf(value).equals(layout)
        ? tensorOf[value]
        : stored(value, IndexMap.identity(), layout);
  }

  /** A view of a value as a stored tensor. */
  int stored(int value, IndexMap map, TensorLayout layout) {
    Copied key = new Copied(value, map, layout);
    Integer known = copies.get(key);
    if (known != null) {
      return known;
    }
    QuantValue x = value(value);
    String name = x.name() + ".copy" + copies.size();
    LinearForm form = LinearForm.of(new Addend(value, map, 1));
    int acc = accumulator(name + ".view", layout, terms(form, name, layout));
    TensorSpec view = tensors.get(acc);
    int copy = add(name, Storage.WITNESS, layout, view.min(), view.max());
    emit(new Copy(copy, acc, view.min(), view.max(), false));
    copies.put(key, copy);
    return copy;
  }

  /** An accumulator of these terms. */
  int accumulator(String name, TensorLayout layout, List<LinearTerm> terms) {
    long bound = bound(name, terms);
    int acc = add(name, Storage.ACCUMULATOR, layout, -bound, bound);
    emit(new Contract(acc, terms));
    return acc;
  }

  /** An accumulator of these terms, and the value that it becomes. */
  void finish(int value, List<LinearTerm> terms, Finish finish) {
    QuantValue y = value(value);
    int acc = accumulator(y.name() + ".acc", layout(y), terms);
    int result = define(value, Storage.WITNESS);
    switch (finish) {
      case Rounding r -> emit(new Requantize(result, acc, r.shift(), activation(y, r)));
      case Exact e -> emit(new Copy(result, acc, y.min(), y.max(), e.ranged()));
    }
  }

  private io.zkml.vm.tensor.Activation activation(QuantValue y, Rounding rounding) {
    return switch (rounding.activation()) {
      case Activation.Linear l -> new io.zkml.vm.tensor.Activation.Linear();
      case Activation.Relu r -> new io.zkml.vm.tensor.Activation.Relu();
      case Activation.Clamp c -> new io.zkml.vm.tensor.Activation.Clamp(c.low(), c.high());
      case Activation.Table t -> {
        IntTensor values = t.values();
        int table =
            tables.computeIfAbsent(
                LongBuffer.wrap(values.data()), _ -> table(y.name() + ".table", values));
        yield new io.zkml.vm.tensor.Activation.Table(
            table, values.data()[values.data().length / 2]);
      }
    };
  }

  private int table(String name, IntTensor values) {
    TensorLayout layout = new TensorLayout(List.of(AxisLayout.padded(values.data().length)));
    int table = add(name, Storage.CONSTANT, layout, values.min(), values.max());
    constants.set(table, values.data());
    return table;
  }

  /** The largest magnitude of an entry of a product. */
  long productBound(int a, int b, QuantValue y) {
    BigInteger bound = BigInteger.valueOf(magnitude(a)).multiply(BigInteger.valueOf(magnitude(b)));
    return checked(bound, y.name());
  }

  /** What the ledger will demand: the sum over all terms of their largest possible magnitude. */
  private long bound(String name, List<LinearTerm> terms) {
    BigInteger sum = BigInteger.ZERO;
    for (LinearTerm t : terms) {
      BigInteger term =
          BigInteger.valueOf(t.scale()).abs().multiply(BigInteger.valueOf(magnitude(t.first())));
      if (t.isProduct()) {
        term = term.multiply(BigInteger.valueOf(magnitude(t.second())));
      }
      sum = sum.add(term.multiply(BigInteger.valueOf(summands(t))));
    }
    return checked(sum, name);
  }

  private static long checked(BigInteger bound, String name) {
    if (bound.bitLength() > 62 || bound.longValueExact() >= TensorSpec.MAX_MAGNITUDE) {
      throw new IllegalArgumentException(
          name + " could reach " + bound + ", beyond 62 bits: choose fewer activation bits");
    }
    return Math.max(1, bound.longValueExact());
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
