package io.zkml.vm.tensor;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules under which field identities mean integer identities: every tensor is defined once and
 * before use, shapes fit, and every value's bound, computed in unbounded integers from its
 * operands' bounds, is within the declared one and below 2^62. Compiler and verifier both run it.
 */
public final class BoundsLedger {

  private final List<TensorSpec> tensors;
  private final int rangeBits;
  private final boolean[] defined;

  /** A ledger for these tensors and this width of the range table. */
  public BoundsLedger(List<TensorSpec> tensors, int rangeBits) {
    this.tensors = tensors;
    this.rangeBits = rangeBits;
    this.defined = new boolean[tensors.size()];
    for (int i = 0; i < defined.length; i++) {
      Storage s = tensors.get(i).storage();
      // SOUNDNESS: an input that no verifier sees is not defined before a job proves its bounds.
      defined[i] = s == Storage.INPUT || s == Storage.CONSTANT;
    }
  }

  /**
   * Checks a program.
   *
   * @throws IllegalArgumentException naming the job and the rule that it breaks
   */
  public void check(List<TensorJob> jobs, List<Integer> outputs) {
    for (TensorJob job : jobs) {
      for (int result : job.results()) {
        require(result >= 0 && result < defined.length, job, "no such tensor");
      }
      job.check(this);
      for (int result : job.results()) {
        // SOUNDNESS: a tensor defined twice would have two values; one never defined, any value.
        require(!defined[result], job, "its result is defined already");
        defined[result] = true;
      }
    }
    for (int i = 0; i < defined.length; i++) {
      if (!defined[i]) {
        throw new IllegalArgumentException("tensor " + tensors.get(i).name() + " is never defined");
      }
    }
    for (int o : outputs) {
      if (o < 0 || o >= tensors.size() || tensors.get(o).storage() != Storage.WITNESS) {
        throw new IllegalArgumentException("output " + o + " is not a witness tensor");
      }
    }
  }

  /**
   * Largest magnitude that a term adds to an entry of a tensor: scale, operands' bounds and number
   * of summands. Checks that its operands are stored and fit.
   */
  public BigInteger termBound(TensorJob job, int result, LinearTerm t) {
    read(job, t.first());
    if (t.isProduct()) {
      read(job, t.second());
    }
    BigInteger bound =
        BigInteger.valueOf(t.scale())
            .abs()
            .multiply(BigInteger.valueOf(spec(t.first()).magnitude()));
    if (t.isProduct()) {
      bound = bound.multiply(BigInteger.valueOf(spec(t.second()).magnitude()));
    }
    return bound.multiply(summands(job, result, t));
  }

  /** Checks that the axes fit the tensors; returns how many products one result entry sums. */
  private BigInteger summands(TensorJob c, int result, LinearTerm t) {
    int[] o = t.resultStarts();
    int[] a = t.firstStarts();
    int[] b = t.secondStarts();
    checkKinds(c, t);
    checkRanks(c, result, t);
    BigInteger summands = BigInteger.ONE;
    for (int k = 0; k < o.length; k++) {
      TensorAxis axis = t.axes().get(k);
      boolean second = t.isProduct() && axis.inSecond();
      if (axis instanceof TensorAxis.Gather g) {
        gather(c, g, axes(result, o[k], g.resultAxes()), axes(t.first(), a[k], g.firstAxes()));
        continue;
      }
      AxisLayout out = axis.inResult() ? axes(result, o[k], 1).getFirst() : null;
      AxisLayout first = axis.inFirst() ? axes(t.first(), a[k], 1).getFirst() : null;
      AxisLayout other = second ? axes(t.second(), b[k], 1).getFirst() : null;
      summands = summands.multiply(BigInteger.valueOf(fit(c, axis, out, first, other)));
    }
    return summands;
  }

  /** Axes fit the number of operands. */
  private void checkKinds(TensorJob job, LinearTerm t) {
    for (TensorAxis axis : t.axes()) {
      require(
          t.isProduct()
              || !(axis instanceof TensorAxis.Free
                  || axis instanceof TensorAxis.Inner
                  || axis instanceof TensorAxis.Shared),
          job,
          axis + " needs a second operand");
      require(
          !(t.isProduct() && axis instanceof TensorAxis.Sum),
          job,
          "a product sums one operand's axis");
    }
  }

  /** Every axis of a tensor is used up, and no more. */
  private void checkRanks(TensorJob job, int result, LinearTerm t) {
    long out = 0;
    long first = 0;
    long second = 0;
    for (TensorAxis axis : t.axes()) {
      out += axis.resultAxes();
      first += axis.firstAxes();
      second += axis.inSecond() ? 1 : 0;
    }
    require(out <= rank(result), job, spec(result).name() + " has too few axes");
    require(first <= rank(t.first()), job, spec(t.first()).name() + " has too few axes");
    require(out == rank(result) && first == rank(t.first()), job, "axes left over");
    if (t.isProduct()) {
      require(second <= rank(t.second()), job, spec(t.second()).name() + " has too few axes");
      require(second == rank(t.second()), job, "axes of the second operand left over");
    }
  }

  /** One summand at most: every result entry reads one entry or none. */
  private void gather(
      TensorJob job, TensorAxis.Gather gather, List<AxisLayout> out, List<AxisLayout> first) {
    require(gather.indices().size() == size(out), job, "indices of a gather");
    require(gather.indices().isBelow(size(first)), job, "an index of a gather");
  }

  private static int size(List<AxisLayout> axes) {
    int n = 1;
    for (AxisLayout axis : axes) {
      n *= axis.length();
    }
    return n;
  }

  /** Checks one axis; returns the number of summands that it contributes. */
  private long fit(
      TensorJob c,
      TensorAxis axis,
      @Nullable AxisLayout out,
      @Nullable AxisLayout first,
      @Nullable AxisLayout second) {
    switch (axis) {
      case TensorAxis.Batch b -> require(Objects.equals(out, first), c, "batch axes differ");
      case TensorAxis.Free f -> require(Objects.equals(out, second), c, "free axes differ");
      case TensorAxis.Shared s ->
          require(
              Objects.equals(out, first) && Objects.equals(out, second), c, "shared axes differ");
      case TensorAxis.Inner i -> {
        require(length(first) == length(second), c, "inner axes differ in length");
        return length(first);
      }
      case TensorAxis.Sum s -> {
        return length(first);
      }
      case TensorAxis.Window w -> {
        require(second == null || length(second) == w.kernel(), c, "kernel length");
        window(c, w, out, first);
        return w.kernel();
      }
      case TensorAxis.Broadcast b -> {}
      case TensorAxis.Gather g -> throw new IllegalStateException();
    }
    return 1;
  }

  /** Checks that a window's positions, inside its tensors or not, are 32-bit numbers. */
  void window(
      TensorJob job, TensorAxis.Window w, @Nullable AxisLayout out, @Nullable AxisLayout first) {
    // SOUNDNESS: a position that wraps around would read an entry that the window does not cover.
    long reach =
        (long) w.stride() * end(out)
            + (long) w.dilation() * w.kernel()
            + Math.abs((long) w.pad())
            + end(first);
    require(reach <= Integer.MAX_VALUE, job, "a window reaches beyond 2^31");
  }

  private static int end(@Nullable AxisLayout axis) {
    return axis == null ? 0 : axis.offset(axis.pieces());
  }

  private static int length(@Nullable AxisLayout axis) {
    return axis == null ? 0 : axis.length();
  }

  /** log2 of the range table. */
  public int rangeBits() {
    return rangeBits;
  }

  /** The number of values of the range table. */
  public long range() {
    return 1L << rangeBits;
  }

  /** A job's operand of any kind, defined before it. */
  public TensorSpec operand(TensorJob job, int tensor) {
    require(tensor >= 0 && tensor < tensors.size(), job, "no such operand");
    require(defined[tensor], job, "an operand is not defined yet");
    return spec(tensor);
  }

  /** A job's operand of any kind, laid out as one of its results. */
  public TensorSpec operand(TensorJob job, int tensor, int result) {
    TensorSpec x = operand(job, tensor);
    require(x.layout().equals(spec(result).layout()), job, "layouts differ");
    return x;
  }

  /** A job's committed result. */
  public TensorSpec witness(TensorJob job, int result) {
    require(spec(result).storage() == Storage.WITNESS, job, "result is no witness");
    return spec(result);
  }

  /** A job's operand that a proof can evaluate: not an accumulator. */
  public TensorSpec read(TensorJob job, int tensor) {
    operand(job, tensor);
    require(spec(tensor).storage() != Storage.ACCUMULATOR, job, "an operand is an accumulator");
    return spec(tensor);
  }

  /** A tensor's description. */
  public TensorSpec spec(int tensor) {
    return tensors.get(tensor);
  }

  /** Number of a tensor's axes. */
  public int rank(int tensor) {
    return spec(tensor).layout().axes().size();
  }

  private List<AxisLayout> axes(int tensor, int from, int count) {
    return spec(tensor).layout().axes().subList(from, from + count);
  }

  /**
   * Demands a rule.
   *
   * @throws IllegalArgumentException naming rule and job if it is broken
   */
  public void require(boolean condition, TensorJob job, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + job);
    }
  }
}
