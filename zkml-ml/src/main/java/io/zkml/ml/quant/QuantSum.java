package io.zkml.ml.quant;

import java.io.IOException;
import java.util.List;

/**
 * A linear combination of views of values: sums, differences, means, data movement, concatenation,
 * reductions, products with constants.
 */
public record QuantSum(int result, LinearForm form, Finish finish) implements QuantOp {

  static final int TAG = 2;

  static QuantSum decode(int result, QuantReader in) throws IOException {
    return new QuantSum(result, in.form(), in.finish());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.form(form);
    out.finish(finish);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    rules.form(form, y.shape(), y);
    rules.require(!form.addends().isEmpty(), y, "a sum of nothing");
    rules.finish(finish, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    return memory.finish(result, finish, memory.form(form, memory.value(result).shape()));
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    program.finish(result, program.terms(form, y.name(), ProgramWriter.layout(y)), finish);
  }

  @Override
  public long parameters() {
    return form.parameters();
  }

  /** A sum of values of the result's shape. */
  public static QuantSum of(int result, List<Addend> addends, Finish finish) {
    return new QuantSum(result, new LinearForm(addends, null), finish);
  }
}
