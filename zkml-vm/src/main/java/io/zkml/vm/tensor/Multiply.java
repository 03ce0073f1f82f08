package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.MultiplyChip;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * The exact product of two tensors, entry by entry.
 *
 * @param result witness tensor
 * @param left tensor of equal layout
 * @param right tensor of equal layout
 */
public record Multiply(int result, int left, int right) implements RowJob {

  @Override
  public List<Integer> results() {
    return List.of(result);
  }

  @Override
  public void check(BoundsLedger ledger) {
    BigInteger a = BigInteger.valueOf(ledger.operand(this, left, result).magnitude());
    BigInteger b = BigInteger.valueOf(ledger.operand(this, right, result).magnitude());
    TensorSpec c = ledger.witness(this, result);
    BigInteger declared = BigInteger.valueOf(Math.min(-c.min(), c.max()));
    // SOUNDNESS: a product beyond the declared bound could wrap around p.
    ledger.require(a.multiply(b).compareTo(declared) <= 0, this, "needs bound " + a.multiply(b));
  }

  @Override
  public Multiply renumbered(IntUnaryOperator tensors) {
    return new Multiply(
        tensors.applyAsInt(result), tensors.applyAsInt(left), tensors.applyAsInt(right));
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] a = memory.get(left);
    long[] b = memory.get(right);
    long[] out = new long[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * b[i];
    }
    memory.set(result, out);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return MultiplyChip.chip();
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand.Whole(left), new Operand.Whole(right));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return new long[][] {memory.get(result)};
  }
}
