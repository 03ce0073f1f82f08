package io.zkml.vm.program;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
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
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Collects a tensor program together with the values of its inputs and constants. */
public final class ProgramBuilder {

  /** Declared bound of accumulators: whatever the ledger allows. */
  public static final long ACCUMULATOR_BOUND = 1L << 61;

  private static final long[] NOTHING = {};

  private final int rangeBits;
  private final List<TensorSpec> tensors = new ArrayList<>();
  private final List<long[]> values = new ArrayList<>();
  private final List<TensorJob> jobs = new ArrayList<>();
  private final List<Integer> outputs = new ArrayList<>();
  private final List<Integer> committedOutputs = new ArrayList<>();

  /** An empty program over a range table of 2^rangeBits. */
  public ProgramBuilder(int rangeBits) {
    this.rangeBits = rangeBits;
  }

  /** A layout of padded axes. */
  public static TensorLayout padded(int... lengths) {
    List<AxisLayout> axes = new ArrayList<>();
    for (int n : lengths) {
      axes.add(AxisLayout.padded(n));
    }
    return new TensorLayout(axes);
  }

  /** A layout whose first axis is cut into binary pieces while the others are padded. */
  public static TensorLayout features(int... lengths) {
    List<AxisLayout> axes = new ArrayList<>(padded(lengths).axes());
    axes.set(0, AxisLayout.split(lengths[0]));
    return new TensorLayout(axes);
  }

  /** Adds a tensor as it is. */
  public int tensor(TensorSpec spec, long... data) {
    tensors.add(spec);
    values.add(data);
    return tensors.size() - 1;
  }

  /** A public input. */
  public int input(TensorLayout layout, long min, long max, long... data) {
    return tensor(new TensorSpec(name("input"), Storage.INPUT, layout, min, max), data);
  }

  /** A committed input with the job that takes it. */
  public int committedInput(TensorLayout layout, long min, long max, long... data) {
    TensorSpec spec = new TensorSpec(name("input"), Storage.COMMITTED_INPUT, layout, min, max);
    int t = tensor(spec, data);
    jobs.add(new CommittedInput(t, min, max));
    return t;
  }

  /** A constant. */
  public int constant(TensorLayout layout, long min, long max, long... data) {
    return tensor(new TensorSpec(name("constant"), Storage.CONSTANT, layout, min, max), data);
  }

  /** A public input with random entries between its bounds. */
  public int randomInput(TensorLayout layout, long min, long max, SplittableRandom random) {
    return input(layout, min, max, random.longs(layout.size(), min, max + 1).toArray());
  }

  /** A constant with random entries between its bounds. */
  public int randomConstant(TensorLayout layout, long min, long max, SplittableRandom random) {
    return constant(layout, min, max, random.longs(layout.size(), min, max + 1).toArray());
  }

  /** An accumulator and the contraction that defines it. */
  public int contract(TensorLayout layout, List<LinearTerm> terms) {
    return contract(layout, ACCUMULATOR_BOUND, terms);
  }

  /** An accumulator of a bound of its own. */
  public int contract(TensorLayout layout, long bound, List<LinearTerm> terms) {
    TensorSpec spec = new TensorSpec(name("acc"), Storage.ACCUMULATOR, layout, -bound, bound);
    int acc = tensor(spec, NOTHING);
    jobs.add(new Contract(acc, terms));
    return acc;
  }

  /** The rounded value of an accumulator. */
  public int requantize(int accumulator, Activation activation) {
    long window = 1L << rangeBits;
    TensorLayout layout = spec(accumulator).layout();
    TensorSpec q =
        switch (activation) {
          case Activation.Linear l -> witness(layout, -window / 2, window / 2 - 1);
          case Activation.Relu r -> witness(layout, 0, window - 1);
          case Activation.Clamp c -> witness(layout, c.low(), c.high());
          case Activation.Table t -> witness(layout, spec(t.table()).min(), spec(t.table()).max());
        };
    int result = tensor(q, NOTHING);
    jobs.add(new Requantize(result, accumulator, rangeBits, activation));
    return result;
  }

  /** A maximum over windows. */
  public int max(int source, TensorLayout layout, TensorAxis... axes) {
    TensorSpec x = spec(source);
    int result = tensor(witness(layout, x.min(), x.max()), NOTHING);
    jobs.add(new MaxWindow(result, source, List.of(axes)));
    return result;
  }

  /** A committed tensor that a job is going to define. */
  public int stored(TensorLayout layout, long min, long max) {
    return tensor(witness(layout, min, max), NOTHING);
  }

  private TensorSpec witness(TensorLayout layout, long min, long max) {
    return new TensorSpec(name("q"), Storage.WITNESS, layout, min, max);
  }

  private String name(String kind) {
    return kind + tensors.size();
  }

  /** Appends a job as it is. */
  public ProgramBuilder job(TensorJob job) {
    jobs.add(job);
    return this;
  }

  /** Makes a tensor an output. */
  public ProgramBuilder output(int tensor) {
    outputs.add(tensor);
    return this;
  }

  /** Makes a tensor a committed output. */
  public ProgramBuilder committedOutput(int tensor) {
    committedOutputs.add(tensor);
    return this;
  }

  /** The tensors so far. */
  public List<TensorSpec> tensors() {
    return tensors;
  }

  /** A tensor. */
  public TensorSpec spec(int tensor) {
    return tensors.get(tensor);
  }

  /** Values by tensor; empty for those that a run computes. */
  public List<long[]> values() {
    return List.copyOf(values);
  }

  /** The program so far. */
  public TensorProgram build() {
    return new TensorProgram(tensors, jobs, outputs, committedOutputs, rangeBits);
  }

  /** A term of one operand. */
  public static LinearTerm term(long scale, int first, TensorAxis... axes) {
    return new LinearTerm(scale, first, LinearTerm.NONE, List.of(axes));
  }

  /** A product. */
  public static LinearTerm product(int first, int second, TensorAxis... axes) {
    return new LinearTerm(1, first, second, List.of(axes));
  }
}
