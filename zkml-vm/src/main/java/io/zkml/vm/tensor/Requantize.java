package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.RequantizeChip;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * Rounds an accumulator to a narrower integer: {@code q' = floor((acc + 2^(shift-1)) / 2^shift)},
 * then the activation. A q' outside the window is a trap.
 *
 * @param result witness tensor
 * @param source accumulator tensor of equal layout
 * @param shift bits dropped, at least 1
 */
public record Requantize(int result, int source, int shift, Activation activation)
    implements RowJob {

  /** Checks the shift. */
  public Requantize {
    if (shift < 1 || shift > 30) {
      throw new IllegalArgumentException("shift " + shift);
    }
  }

  /** q' of an accumulator value. */
  public long round(long accumulator) {
    return (accumulator + (1L << (shift - 1))) >> shift;
  }

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    TensorSpec q = ledger.witness(this, result);
    TensorSpec acc = ledger.operand(this, source, result);
    ledger.require(acc.storage() == Storage.ACCUMULATOR, this, "source is no accumulator");
    // SOUNDNESS: the remainder has one range lookup of exactly rangeBits bits.
    ledger.require(shift == ledger.rangeBits(), this, "shift is not the range table's width");
    long window = ledger.range();
    switch (activation) {
      case Activation.Linear l -> bounds(ledger, q, -window / 2, window / 2 - 1);
      case Activation.Relu l -> bounds(ledger, q, 0, window - 1);
      case Activation.Clamp c -> {
        ledger.require(
            c.low() >= -window / 2 && c.high() < window / 2, this, "clamp beyond the window");
        bounds(ledger, q, c.low(), c.high());
      }
      case Activation.Table t -> {
        TensorSpec table = ledger.read(this, t.table());
        ledger.require(table.storage() == Storage.CONSTANT, this, "its table is no constant");
        ledger.require(
            table.layout().size() == window && table.layout().blocks() == 1, this, "table's size");
        bounds(ledger, q, table.min(), table.max());
        ledger.require(t.atZero() >= q.min() && t.atZero() <= q.max(), this, "table's value at 0");
      }
    }
  }

  private void bounds(BoundsLedger ledger, TensorSpec q, long min, long max) {
    ledger.require(q.min() == min && q.max() == max, this, "result's bounds");
  }

  @Override
  public Requantize renumbered(IntUnaryOperator tensors) {
    return new Requantize(
        tensors.applyAsInt(result),
        tensors.applyAsInt(source),
        shift,
        activation.renumbered(tensors));
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] acc = memory.get(source);
    long[] out = new long[acc.length];
    long window = memory.range();
    boolean relu = activation instanceof Activation.Relu;
    long low = relu ? 1 - window : -window / 2;
    long high = relu ? window - 1 : window / 2 - 1;
    for (int i = 0; i < out.length; i++) {
      long q = round(acc[i]);
      if (q < low || q > high) {
        throw new TensorTrapException(
            "%s[%d]: rounded value %d is outside the window %d to %d; the input is far outside the calibrated range"
                .formatted(memory.spec(result).name(), i, q, low, high));
      }
      out[i] =
          switch (activation) {
            case Activation.Linear l -> q;
            case Activation.Relu l -> Math.max(0, q);
            case Activation.Clamp c -> Math.clamp(q, c.low(), c.high());
            case Activation.Table t -> memory.get(t.table())[(int) (q + window / 2)];
          };
    }
    memory.set(result, out);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return switch (activation) {
      case Activation.Linear l -> RequantizeChip.linear(shift);
      case Activation.Relu r -> RequantizeChip.relu(shift);
      case Activation.Clamp c -> RequantizeChip.table(shift, tableIds.applyAsInt(c), 0);
      case Activation.Table t -> RequantizeChip.table(shift, tableIds.applyAsInt(t), t.atZero());
    };
  }

  @Override
  public Optional<Activation> function() {
    boolean tabulated =
        activation instanceof Activation.Clamp || activation instanceof Activation.Table;
    return tabulated ? Optional.of(activation) : Optional.empty();
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand.Whole(source));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    long[] q = memory.get(result);
    return switch (activation) {
      case Activation.Linear l -> new long[][] {q};
      case Activation.Relu l -> new long[][] {q, under(memory.get(source))};
      case Activation.Clamp c -> new long[][] {q, rounded(memory.get(source))};
      case Activation.Table t -> new long[][] {q, rounded(memory.get(source))};
    };
  }

  private long[] under(long[] acc) {
    long[] under = new long[acc.length];
    for (int i = 0; i < under.length; i++) {
      under[i] = Math.max(0, -round(acc[i]));
    }
    return under;
  }

  private long[] rounded(long[] acc) {
    long[] out = new long[acc.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = round(acc[i]);
    }
    return out;
  }
}
