package io.zkml.vm.exec;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.CommittedInput;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.ToIntFunction;

/** The meaning of tensor programs, from the definitions, in unbounded integers. */
public final class NaiveEvaluator {

  private final TensorProgram program;
  private final BigInteger[][] all;

  private NaiveEvaluator(TensorProgram program, List<long[]> values) {
    this.program = program;
    this.all = new BigInteger[program.tensors().size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          Arrays.stream(values.get(i)).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    }
  }

  /** A rounded value is outside its window. */
  public static final class WindowException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** All tensors of a run. */
  public static List<long[]> run(TensorProgram program, List<long[]> values) {
    NaiveEvaluator evaluator = new NaiveEvaluator(program, values);
    for (TensorJob job : program.jobs()) {
      evaluator.apply(job);
    }
    List<long[]> out = new ArrayList<>();
    for (BigInteger[] tensor : evaluator.all) {
      out.add(Arrays.stream(tensor).mapToLong(BigInteger::longValueExact).toArray());
    }
    return out;
  }

  private void apply(TensorJob job) {
    if (job instanceof CommittedInput) {
      return;
    }
    int result = job.results().getFirst();
    BigInteger[] out = new BigInteger[spec(result).layout().size()];
    Arrays.fill(out, BigInteger.ZERO);
    all[result] = out;
    switch (job) {
      case CommittedInput c -> throw new IllegalStateException("given: " + c);
      case Contract c -> {
        for (LinearTerm t : c.terms()) {
          add(lengths(c.result()), t, out);
        }
      }
      case Requantize r -> Arrays.setAll(out, i -> round(r, all[r.source()][i]));
      case MaxWindow m -> maximum(m, out);
      case Copy c -> Arrays.setAll(out, i -> all[c.source()][i]);
      case Multiply m -> Arrays.setAll(out, i -> all[m.left()][i].multiply(all[m.right()][i]));
      case Positive p -> Arrays.setAll(out, i -> bit(all[p.source()][i].signum() > 0));
      case Maximum m -> Arrays.setAll(out, i -> extreme(m, i));
      case OneHotMax m -> oneHot(m, out);
      case Divide d -> divide(d, out);
    }
  }

  private static BigInteger bit(boolean b) {
    return b ? BigInteger.ONE : BigInteger.ZERO;
  }

  private BigInteger extreme(Maximum m, int i) {
    BigInteger best = all[m.sources().getFirst()][i];
    for (int source : m.sources()) {
      best = m.least() ? best.min(all[source][i]) : best.max(all[source][i]);
    }
    return best;
  }

  private void oneHot(OneHotMax m, BigInteger[] out) {
    int[] lengths = lengths(m.source());
    int inner = 1;
    for (int k = m.axis() + 1; k < lengths.length; k++) {
      inner *= lengths[k];
    }
    int n = lengths[m.axis()];
    BigInteger[] x = all[m.source()];
    for (int i = 0; i < out.length; i++) {
      int first = i - i / inner % n * inner;
      boolean chosen = true;
      for (int k = 0; k < n; k++) {
        int other = first + k * inner;
        int order = m.least() ? x[other].compareTo(x[i]) : x[i].compareTo(x[other]);
        chosen &= other < i ? order > 0 : order >= 0;
      }
      out[i] = bit(chosen);
    }
  }

  private void divide(Divide d, BigInteger[] quotients) {
    BigInteger[] remainders = new BigInteger[quotients.length];
    for (int i = 0; i < quotients.length; i++) {
      BigInteger divisor = all[d.divisor()][i];
      BigInteger limit = BigInteger.valueOf(spec(d.remainder()).max()).add(BigInteger.ONE);
      if (divisor.signum() <= 0 || divisor.compareTo(limit) > 0) {
        throw new WindowException();
      }
      remainders[i] = all[d.dividend()][i].mod(divisor);
      quotients[i] = all[d.dividend()][i].subtract(remainders[i]).divide(divisor);
      if (quotients[i].compareTo(BigInteger.valueOf(d.min())) < 0
          || quotients[i].compareTo(BigInteger.valueOf(d.max())) > 0) {
        throw new WindowException();
      }
    }
    all[d.remainder()] = remainders;
  }

  private TensorSpec spec(int tensor) {
    return program.tensors().get(tensor);
  }

  private int[] lengths(int tensor) {
    return spec(tensor).layout().axes().stream().mapToInt(AxisLayout::length).toArray();
  }

  /** Indices that one axis relates; -1 where the tensor does not have the axis. */
  private record Related(int o, int i, int w) {}

  private void add(int[] outLengths, LinearTerm t, BigInteger[] out) {
    int n = t.axes().size();
    int[] outSizes = sizes(t, t.resultOrder(), outLengths, TensorAxis::resultAxes);
    int[] aSizes = sizes(t, AxisOrder.listed(n), lengths(t.first()), TensorAxis::firstAxes);
    int[] b = t.isProduct() ? lengths(t.second()) : new int[0];
    int[] bSizes = sizes(t, t.secondOrder(), b, x -> t.isProduct() && x.inSecond() ? 1 : 0);
    List<List<Related>> axes = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      axes.add(related(t.axes().get(k), outSizes[k], aSizes[k], t.isProduct()));
    }
    walk(
        axes,
        new Related[n],
        0,
        chosen -> {
          int o = 0;
          int a = 0;
          int w = 0;
          for (int place = 0; place < n; place++) {
            int k = t.resultOrder().axis(place);
            o = o * outSizes[k] + Math.max(0, chosen[k].o);
            a = a * aSizes[place] + Math.max(0, chosen[place].i);
            k = t.secondOrder().axis(place);
            w = w * bSizes[k] + Math.max(0, chosen[k].w);
          }
          BigInteger x = all[t.first()][a].multiply(BigInteger.valueOf(t.scale()));
          out[o] = out[o].add(t.isProduct() ? x.multiply(all[t.second()][w]) : x);
        });
  }

  /** For every axis of a term the number of indices in one tensor; 1 where it has none. */
  private static int[] sizes(
      LinearTerm t, AxisOrder order, int[] lengths, ToIntFunction<TensorAxis> count) {
    int[] sizes = new int[order.size()];
    int at = 0;
    for (int place = 0; place < sizes.length; place++) {
      int k = order.axis(place);
      sizes[k] = 1;
      for (int n = count.applyAsInt(t.axes().get(k)); n > 0; n--) {
        sizes[k] *= lengths[at++];
      }
    }
    assert at == lengths.length;
    return sizes;
  }

  /** A position in a tensor, axis by axis. */
  private record Index(int[] lengths, int axis, int value) {
    Index with(int i) {
      return i < 0 ? this : new Index(lengths, axis + 1, value * lengths[axis] + i);
    }
  }

  private static void walk(
      List<List<Related>> axes, Related[] chosen, int k, Consumer<Related[]> visitor) {
    if (k == axes.size()) {
      visitor.accept(chosen);
      return;
    }
    for (Related r : axes.get(k)) {
      chosen[k] = r;
      walk(axes, chosen, k + 1, visitor);
    }
  }

  private static List<Related> related(TensorAxis axis, int out, int a, boolean product) {
    List<Related> all = new ArrayList<>();
    switch (axis) {
      case TensorAxis.Window w -> {
        for (int o = 0; o < out; o++) {
          for (int tap = 0; tap < w.kernel(); tap++) {
            int i = w.stride() * o + w.dilation() * tap - w.pad();
            int inside = w.clamp() ? Math.max(0, Math.min(a - 1, i)) : i;
            if (inside >= 0 && inside < a) {
              all.add(new Related(o, inside, product ? tap : -1));
            }
          }
        }
      }
      case TensorAxis.Gather g ->
          forEach(
              out,
              n -> {
                if (g.indices().get(n) >= 0) {
                  all.add(new Related(n, g.indices().get(n), -1));
                }
              });
      case TensorAxis.Batch x -> forEach(out, n -> all.add(new Related(n, n, -1)));
      case TensorAxis.Free x -> forEach(out, n -> all.add(new Related(n, -1, n)));
      case TensorAxis.Shared x -> forEach(out, n -> all.add(new Related(n, n, n)));
      case TensorAxis.Broadcast x -> forEach(out, n -> all.add(new Related(n, -1, -1)));
      case TensorAxis.Inner x -> forEach(a, n -> all.add(new Related(-1, n, n)));
      case TensorAxis.Sum x -> forEach(a, n -> all.add(new Related(-1, n, -1)));
    }
    return all;
  }

  private static void forEach(int n, IntConsumer action) {
    for (int i = 0; i < n; i++) {
      action.accept(i);
    }
  }

  private BigInteger round(Requantize r, BigInteger acc) {
    long window = 1L << program.rangeBits();
    BigInteger half = BigInteger.ONE.shiftLeft(r.shift() - 1);
    BigInteger[] parts = acc.add(half).divideAndRemainder(BigInteger.ONE.shiftLeft(r.shift()));
    long q = parts[0].longValueExact() - (parts[1].signum() < 0 ? 1 : 0);
    boolean relu = r.activation() instanceof Activation.Relu;
    if (q < (relu ? -window + 1 : -window / 2) || q >= (relu ? window : window / 2)) {
      throw new WindowException();
    }
    return switch (r.activation()) {
      case Activation.Linear l -> BigInteger.valueOf(q);
      case Activation.Relu l -> BigInteger.valueOf(q < 0 ? 0 : q);
      case Activation.Clamp c -> BigInteger.valueOf(Math.min(Math.max(q, c.low()), c.high()));
      case Activation.Table t -> all[t.table()][(int) (q + window / 2)];
    };
  }

  private void maximum(MaxWindow m, BigInteger[] out) {
    int[] outLengths = lengths(m.result());
    int[] a = lengths(m.source());
    List<List<Related>> axes = new ArrayList<>();
    for (int k = 0; k < a.length; k++) {
      axes.add(related(m.axes().get(k), outLengths[k], a[k], false));
    }
    BigInteger[] found = new BigInteger[out.length];
    maximum(axes, 0, new Index(outLengths, 0, 0), new Index(a, 0, 0), all[m.source()], found);
    System.arraycopy(found, 0, out, 0, out.length);
  }

  private static void maximum(
      List<List<Related>> axes, int k, Index o, Index a, BigInteger[] x, BigInteger[] out) {
    if (k == axes.size()) {
      BigInteger old = out[o.value];
      out[o.value] = old == null ? x[a.value] : old.max(x[a.value]);
      return;
    }
    for (Related r : axes.get(k)) {
      maximum(axes, k + 1, o.with(r.o), a.with(r.i), x, out);
    }
  }
}
