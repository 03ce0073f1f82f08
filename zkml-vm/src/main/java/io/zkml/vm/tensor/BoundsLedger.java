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
      require(job.result() >= 0 && job.result() < defined.length, job, "no such tensor");
      switch (job) {
        case Contract c -> contract(c);
        case Requantize r -> requantize(r);
        case MaxWindow m -> maxWindow(m);
      }
      // SOUNDNESS: a tensor defined twice would have two values; one never defined, any value.
      require(!defined[job.result()], job, "its result is defined already");
      defined[job.result()] = true;
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

  private void contract(Contract c) {
    require(spec(c.result()).storage() == Storage.ACCUMULATOR, c, "result is no accumulator");
    BigInteger bound = BigInteger.ZERO;
    for (Contract.LinearTerm t : c.terms()) {
      read(c, t.first());
      if (t.isProduct()) {
        read(c, t.second());
      }
      bound = bound.add(termBound(c, t));
    }
    BigInteger declared =
        BigInteger.valueOf(Math.min(-spec(c.result()).min(), spec(c.result()).max()));
    // SOUNDNESS: beyond the declared bound an accumulator could wrap around p.
    require(bound.compareTo(declared) <= 0, c, "needs bound " + bound);
  }

  /** Largest magnitude of a term: scale, operands' bounds and number of summands. */
  private BigInteger termBound(Contract c, Contract.LinearTerm t) {
    BigInteger bound =
        BigInteger.valueOf(t.scale())
            .abs()
            .multiply(BigInteger.valueOf(spec(t.first()).magnitude()));
    if (t.isProduct()) {
      bound = bound.multiply(BigInteger.valueOf(spec(t.second()).magnitude()));
    }
    return bound.multiply(summands(c, t));
  }

  /** Checks that the axes fit the tensors; returns how many products one result entry sums. */
  private BigInteger summands(Contract c, Contract.LinearTerm t) {
    int o = 0;
    int a = 0;
    int b = 0;
    BigInteger summands = BigInteger.ONE;
    for (TensorAxis axis : t.axes()) {
      boolean second = t.isProduct() && axis.inSecond();
      require(
          second
              || !(axis instanceof TensorAxis.Free
                  || axis instanceof TensorAxis.Inner
                  || axis instanceof TensorAxis.Shared),
          c,
          axis + " needs a second operand");
      require(
          !(t.isProduct() && axis instanceof TensorAxis.Sum),
          c,
          "a product sums one operand's axis");
      AxisLayout out = axis.inResult() ? axis(c, c.result(), o++) : null;
      AxisLayout first = axis.inFirst() ? axis(c, t.first(), a++) : null;
      AxisLayout other = second ? axis(c, t.second(), b++) : null;
      summands = summands.multiply(BigInteger.valueOf(fit(c, axis, out, first, other)));
    }
    require(o == rank(c.result()) && a == rank(t.first()), c, "axes left over");
    require(!t.isProduct() || b == rank(t.second()), c, "axes of the second operand left over");
    return summands;
  }

  /** Checks one axis; returns the number of summands that it contributes. */
  private static long fit(
      Contract c,
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
        return w.kernel();
      }
      case TensorAxis.Broadcast b -> {}
    }
    return 1;
  }

  private static int length(@Nullable AxisLayout axis) {
    return axis == null ? 0 : axis.length();
  }

  private void requantize(Requantize r) {
    require(r.source() >= 0 && r.source() < tensors.size(), r, "no such operand");
    TensorSpec acc = spec(r.source());
    TensorSpec q = spec(r.result());
    require(acc.storage() == Storage.ACCUMULATOR, r, "source is no accumulator");
    require(defined[r.source()], r, "source is not defined yet");
    require(q.storage() == Storage.WITNESS, r, "result is no witness");
    require(q.layout().equals(acc.layout()), r, "layouts differ");
    // SOUNDNESS: the remainder has one range lookup of exactly rangeBits bits.
    require(r.shift() == rangeBits, r, "shift is not the range table's width");
    long window = 1L << rangeBits;
    switch (r.activation()) {
      case Activation.Linear l ->
          require(q.min() == -window / 2 && q.max() == window / 2 - 1, r, "result's bounds");
      case Activation.Relu l ->
          require(q.min() == 0 && q.max() == window - 1, r, "result's bounds");
      case Activation.Clamp c -> {
        require(c.low() >= -window / 2 && c.high() < window / 2, r, "clamp beyond the window");
        require(q.min() == c.low() && q.max() == c.high(), r, "result's bounds");
      }
      case Activation.Table t -> {
        TensorSpec table = read(r, t.table());
        require(table.storage() == Storage.CONSTANT, r, "its table is no constant");
        require(table.layout().size() == window && table.layout().blocks() == 1, r, "table's size");
        require(q.min() == table.min() && q.max() == table.max(), r, "result's bounds");
        require(t.atZero() >= q.min() && t.atZero() <= q.max(), r, "table's value at 0");
      }
    }
  }

  private void maxWindow(MaxWindow m) {
    TensorSpec x = read(m, m.source());
    TensorSpec y = spec(m.result());
    require(y.storage() == Storage.WITNESS, m, "result is no witness");
    require(y.min() == x.min() && y.max() == x.max(), m, "bounds differ");
    // SOUNDNESS: the differences m - x are checked against the range table.
    require(x.max() - x.min() < 1L << rangeBits, m, "differences exceed the range table");
    require(m.axes().size() == rank(m.source()) && rank(m.source()) == rank(m.result()), m, "rank");
    for (int i = 0; i < m.axes().size(); i++) {
      AxisLayout in = x.layout().axes().get(i);
      AxisLayout out = y.layout().axes().get(i);
      require(m.axes().get(i) instanceof TensorAxis.Window || in.equals(out), m, "axis " + i);
    }
  }

  private TensorSpec read(TensorJob job, int tensor) {
    require(tensor >= 0 && tensor < tensors.size(), job, "no such operand");
    require(defined[tensor], job, "an operand is not defined yet");
    require(spec(tensor).storage() != Storage.ACCUMULATOR, job, "an operand is an accumulator");
    return spec(tensor);
  }

  private TensorSpec spec(int tensor) {
    return tensors.get(tensor);
  }

  private int rank(int tensor) {
    return spec(tensor).layout().axes().size();
  }

  private AxisLayout axis(TensorJob job, int tensor, int index) {
    require(index < rank(tensor), job, spec(tensor).name() + " has too few axes");
    return spec(tensor).layout().axes().get(index);
  }

  private static void require(boolean condition, TensorJob job, String rule) {
    if (!condition) {
      throw new IllegalArgumentException(rule + ": " + job);
    }
  }
}
