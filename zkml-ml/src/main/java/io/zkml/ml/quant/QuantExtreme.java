package io.zkml.ml.quant;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest (or smallest) of several views, entry by entry.
 *
 * @param sources two or more
 * @param least whether the smallest is taken
 */
public record QuantExtreme(int result, List<LinearForm> sources, boolean least) implements QuantOp {

  static final int TAG = 7;

  /** Copies the list. */
  public QuantExtreme {
    sources = List.copyOf(sources);
  }

  static QuantExtreme decode(int result, QuantReader in) throws IOException {
    return new QuantExtreme(result, in.forms(), in.readBoolean());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.forms(sources);
    out.writeBoolean(least);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    rules.require(sources.size() >= 2, y, "an extreme of fewer than two");
    rules.require(sources.size() <= LinearForm.MAX_ADDENDS, y, "an extreme of too many");
    for (LinearForm source : sources) {
      rules.form(source, y.shape(), y);
    }
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    QuantValue y = memory.value(result);
    long[] out = memory.form(sources.getFirst(), y.shape());
    for (LinearForm source : sources.subList(1, sources.size())) {
      long[] x = memory.form(source, y.shape());
      for (int i = 0; i < out.length; i++) {
        out[i] = least ? Math.min(out[i], x[i]) : Math.max(out[i], x[i]);
      }
    }
    return out;
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    TensorLayout layout = ProgramWriter.layout(y);
    List<Integer> operands = new ArrayList<>();
    for (LinearForm source : sources) {
      operands.add(program.operand(source, y.name() + "." + operands.size(), layout));
    }
    program.emit(new Maximum(program.define(result, Storage.WITNESS), operands, least));
  }

  @Override
  public long parameters() {
    return sources.stream().mapToLong(LinearForm::parameters).sum();
  }
}
