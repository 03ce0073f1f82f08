package io.zkml.ml.quant;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code multiplier left right + plus}, entry by entry: products, selections, gated values.
 *
 * @param left first factor
 * @param right second factor
 * @param plus what is added; may have no addends
 */
public record QuantProduct(
    int result, LinearForm left, LinearForm right, long multiplier, LinearForm plus, Finish finish)
    implements QuantOp {

  static final int TAG = 5;

  static QuantProduct decode(int result, QuantReader in) throws IOException {
    return new QuantProduct(result, in.form(), in.form(), in.readLong(), in.form(), in.finish());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.form(left);
    out.form(right);
    out.writeLong(multiplier);
    out.form(plus);
    out.finish(finish);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    rules.form(left, y.shape(), y);
    rules.form(right, y.shape(), y);
    rules.form(plus, y.shape(), y);
    rules.finish(finish, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    QuantValue y = memory.value(result);
    long[] a = memory.form(left, y.shape());
    long[] b = memory.form(right, y.shape());
    long[] out = memory.form(plus, y.shape());
    for (int i = 0; i < out.length; i++) {
      out[i] += multiplier * a[i] * b[i];
    }
    return memory.finish(result, finish, out);
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    TensorLayout layout = ProgramWriter.layout(y);
    int a = program.operand(left, y.name() + ".left", layout);
    int b = program.operand(right, y.name() + ".right", layout);
    long bound = program.productBound(a, b, y);
    boolean alone = multiplier == 1 && plus.addends().isEmpty() && plus.bias() == null;
    if (alone && finish instanceof Exact(boolean ranged) && !ranged && holds(y, bound)) {
      program.emit(new Multiply(program.define(result, Storage.WITNESS), a, b));
      return;
    }
    int product = program.add(y.name() + ".product", Storage.WITNESS, layout, -bound, bound);
    program.emit(new Multiply(product, a, b));
    List<LinearTerm> terms = new ArrayList<>();
    terms.add(LinearTerm.scaled(multiplier, product, layout.axes().size()));
    terms.addAll(program.terms(plus, y.name(), layout));
    program.finish(result, terms, finish);
  }

  /** Whether a value may be a product as it is. */
  private static boolean holds(QuantValue y, long bound) {
    return y.min() <= -bound && bound <= y.max();
  }

  @Override
  public long parameters() {
    return left.parameters() + right.parameters() + plus.parameters();
  }
}
