package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.vm.chip.MaxChip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * The maximum over windows: max-pooling.
 *
 * @param result witness tensor
 * @param source tensor that is read
 * @param axes {@link TensorAxis.Batch} and {@link TensorAxis.Window} axes; windows clamp: a
 *     position outside the source reads its nearest end. Without dilation that is an element of the
 *     window anyway, so padding never wins
 */
public record MaxWindow(int result, int source, List<TensorAxis> axes) implements RowJob {

  /** Most elements of a window. */
  public static final int MAX_ELEMENTS = 256;

  /** Copies the list; checks the axes. */
  public MaxWindow {
    axes = List.copyOf(axes);
    long elements = 1;
    for (TensorAxis axis : axes) {
      boolean fits =
          switch (axis) {
            case TensorAxis.Batch b -> true;
            case TensorAxis.Window w -> w.clamp() && w.pad() < w.dilation() * (w.kernel() - 1L) + 1;
            default -> false;
          };
      if (!fits) {
        throw new IllegalArgumentException("a maximum cannot run over " + axis);
      }
      elements *= axis instanceof TensorAxis.Window w ? w.kernel() : 1;
      if (elements > MAX_ELEMENTS) {
        throw new IllegalArgumentException("window of " + elements + " elements");
      }
    }
  }

  /** Number of elements of a window. */
  public int elements() {
    int n = 1;
    for (TensorAxis axis : axes) {
      n *= axis instanceof TensorAxis.Window w ? w.kernel() : 1;
    }
    return n;
  }

  /** The axes that select element number {@code e} of every window. */
  public List<TensorAxis> element(int e) {
    TensorAxis[] out = new TensorAxis[axes.size()];
    int rest = e;
    for (int i = out.length - 1; i >= 0; i--) {
      if (axes.get(i) instanceof TensorAxis.Window w) {
        int at = rest % w.kernel();
        rest /= w.kernel();
        out[i] = new TensorAxis.Window(1, w.stride(), 1, w.pad() - w.dilation() * at, true);
      } else {
        out[i] = axes.get(i);
      }
    }
    return List.of(out);
  }

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec x = ledger.read(this, source);
    TensorSpec y = ledger.witness(this, result);
    ledger.require(y.min() == x.min() && y.max() == x.max(), this, "bounds differ");
    // SOUNDNESS: the differences m - x are checked against the range table.
    ledger.require(x.max() - x.min() < ledger.range(), this, "differences exceed the range table");
    ledger.require(
        axes.size() == ledger.rank(source) && axes.size() == ledger.rank(result), this, "rank");
    for (int i = 0; i < axes.size(); i++) {
      AxisLayout in = x.layout().axes().get(i);
      AxisLayout out = y.layout().axes().get(i);
      if (axes.get(i) instanceof TensorAxis.Window w) {
        ledger.window(this, w, out, in);
      } else {
        ledger.require(in.equals(out), this, "axis " + i);
      }
    }
  }

  @Override
  public MaxWindow renumbered(IntUnaryOperator tensors) {
    return new MaxWindow(tensors.applyAsInt(result), tensors.applyAsInt(source), axes);
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] out = new long[memory.spec(result).layout().size()];
    Arrays.fill(out, Long.MIN_VALUE);
    for (Operand operand : operands()) {
      long[] x = memory.operand(memory.spec(result).layout(), operand);
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.max(out[i], x[i]);
      }
    }
    memory.set(result, out);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return MaxChip.chip(elements());
  }

  @Override
  public List<Operand> operands() {
    List<Operand> out = new ArrayList<>();
    for (int e = 0; e < elements(); e++) {
      out.add(new Operand.View(new LinearTerm(1, source, LinearTerm.NONE, element(e))));
    }
    return out;
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    List<long[]> elements = new ArrayList<>();
    for (Operand operand : operands()) {
      elements.add(memory.operand(memory.spec(result).layout(), operand));
    }
    return MaxChip.columns(memory.get(result), elements, false);
  }
}
