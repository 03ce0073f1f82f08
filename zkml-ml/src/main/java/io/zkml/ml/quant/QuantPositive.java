package io.zkml.ml.quant;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;

/** Comparison with zero: 1 where a form is positive, else 0. */
public record QuantPositive(int result, LinearForm form) implements QuantOp {

  static final int TAG = 6;

  static QuantPositive decode(int result, QuantReader in) throws IOException {
    return new QuantPositive(result, in.form());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.form(form);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    rules.form(form, y.shape(), y);
    rules.require(y.min() == 0 && y.max() == 1, y, "its bounds");
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    long[] out = memory.form(form, memory.value(result).shape());
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] > 0 ? 1 : 0;
    }
    return out;
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    TensorLayout layout = ProgramWriter.layout(y);
    int x = program.operand(form, y.name() + ".compared", layout);
    int b = program.define(result, Storage.WITNESS);
    program.emit(Positive.of(b, x, program.magnitude(x), program.windowBits()));
  }

  @Override
  public long parameters() {
    return form.parameters();
  }
}
