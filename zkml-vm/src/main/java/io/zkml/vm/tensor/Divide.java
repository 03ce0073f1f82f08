package io.zkml.vm.tensor;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.DivideChip;
import io.zkml.vm.chip.Limbs;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/**
 * Floor division with remainder by a positive tensor, entry by entry: a = q d + r, 0 <= r < d. A
 * divisor that is not positive or beyond its range check is a trap.
 *
 * @param quotient witness tensor from min to max
 * @param remainder witness tensor from 0 to 2^(limbs rangeBits) - 1
 * @param dividend tensor of equal layout
 * @param divisor tensor of equal layout
 * @param min least quotient, at most 0
 * @param max largest quotient, at least 0
 * @param limbs width of the remainder's range checks, in range tables
 */
public record Divide(
    int quotient, int remainder, int dividend, int divisor, long min, long max, int limbs)
    implements RowJob {

  @Override
  public List<Integer> results() {
    return List.of(quotient, remainder);
  }

  @Override
  public void check(BoundsLedger ledger) {
    ledger.require(quotient != remainder, this, "one tensor for quotient and remainder");
    TensorSpec q = ledger.witness(this, quotient);
    TensorSpec r = ledger.witness(this, remainder);
    ledger.require(r.layout().equals(q.layout()), this, "layouts differ");
    TensorSpec a = ledger.operand(this, dividend, quotient);
    TensorSpec d = ledger.operand(this, divisor, quotient);
    ledger.require(q.min() == min && q.max() == max, this, "quotient's bounds");
    ledger.require(min <= 0 && max >= 0, this, "padding is 0");
    ledger.require(max - min < ledger.range(), this, "the quotient exceeds the range table");
    ledger.require(
        Limbs.fit(limbs, ledger.rangeBits(), 61), this, "the range check is not of 1 to 61 bits");
    long range = 1L << (limbs * ledger.rangeBits());
    ledger.require(r.min() == 0 && r.max() == range - 1, this, "remainder's bounds");
    BigInteger right =
        BigInteger.valueOf(q.magnitude())
            .multiply(BigInteger.valueOf(d.magnitude()))
            .add(BigInteger.valueOf(r.magnitude()));
    // SOUNDNESS: both sides of a = q d + r together stay below p, so they agree as integers.
    ledger.require(
        right.add(BigInteger.valueOf(a.magnitude())).bitLength() <= 63,
        this,
        "q d exceeds 62 bits");
  }

  @Override
  public Divide renumbered(IntUnaryOperator tensors) {
    return new Divide(
        tensors.applyAsInt(quotient),
        tensors.applyAsInt(remainder),
        tensors.applyAsInt(dividend),
        tensors.applyAsInt(divisor),
        min,
        max,
        limbs);
  }

  @Override
  public void execute(TensorMemory memory) {
    long[] a = memory.get(dividend);
    long[] d = memory.get(divisor);
    long[] q = new long[a.length];
    long[] r = new long[a.length];
    for (int i = 0; i < a.length; i++) {
      if (d[i] < 1 || d[i] > memory.spec(remainder).max() + 1) {
        throw new TensorTrapException(
            "%s[%d]: divisor %d is not from 1 to %d"
                .formatted(
                    memory.spec(quotient).name(), i, d[i], memory.spec(remainder).max() + 1));
      }
      q[i] = Math.floorDiv(a[i], d[i]);
      r[i] = Math.floorMod(a[i], d[i]);
    }
    memory.define(quotient, q);
    memory.define(remainder, r);
  }

  @Override
  public Chip chip(int rangeBits, ToIntFunction<Activation> tableIds) {
    return DivideChip.chip(min, max, limbs, rangeBits);
  }

  @Override
  public List<Operand> operands() {
    return List.of(new Operand.Whole(dividend), new Operand.Whole(divisor));
  }

  @Override
  public long[][] committed(TensorMemory memory) {
    return DivideChip.columns(
        memory.get(quotient),
        memory.get(remainder),
        memory.get(divisor),
        limbs,
        memory.rangeBits());
  }
}
