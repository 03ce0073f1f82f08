package io.zkml.ml.quant;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;

/**
 * {@code floor(numerator / denominator)}, entry by entry, by a positive denominator.
 *
 * @param limbs width of the remainder, in range tables: what the denominator fits in
 */
public record QuantDivide(int result, LinearForm numerator, LinearForm denominator, int limbs)
    implements QuantOp {

  static final int TAG = 9;

  static QuantDivide decode(int result, QuantReader in) throws IOException {
    return new QuantDivide(result, in.form(), in.form(), in.readInt());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.form(numerator);
    out.form(denominator);
    out.writeInt(limbs);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    rules.form(numerator, y.shape(), y);
    rules.form(denominator, y.shape(), y);
    rules.require(limbs >= 1 && limbs <= 8, y, "its remainder's width");
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    QuantValue y = memory.value(result);
    long[] out = memory.form(numerator, y.shape());
    long[] divisor = memory.form(denominator, y.shape());
    for (int i = 0; i < out.length; i++) {
      if (divisor[i] < 1) {
        throw new ArithmeticException(
            y.name() + "[" + i + "]: the divisor " + divisor[i] + " is not positive");
      }
      out[i] = Math.floorDiv(out[i], divisor[i]);
    }
    memory.inBounds(result, out);
    return out;
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    TensorLayout layout = ProgramWriter.layout(y);
    int a = program.operand(numerator, y.name() + ".numerator", layout);
    int d = program.operand(denominator, y.name() + ".denominator", layout);
    int q = program.define(result, Storage.WITNESS);
    long top = limbs * program.windowBits() > 61 ? 0 : (1L << (limbs * program.windowBits())) - 1;
    if (program.magnitude(d) - 1 > top) {
      // Beyond it the machine would stop where the graph has a value.
      throw new IllegalArgumentException(y.name() + ": its divisor is wider than its remainder");
    }
    int r = program.add(y.name() + ".remainder", Storage.WITNESS, layout, 0, top);
    program.emit(new Divide(q, r, a, d, y.min(), y.max(), limbs));
  }

  @Override
  public long parameters() {
    return numerator.parameters() + denominator.parameters();
  }
}
