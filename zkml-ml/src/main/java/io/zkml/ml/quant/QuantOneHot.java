package io.zkml.ml.quant;

import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;

/**
 * The position of the maximum (or minimum) along an axis, one-hot; of equal entries the first.
 *
 * @param source value of the result's shape
 * @param least whether the minimum is taken
 */
public record QuantOneHot(int result, int source, int axis, boolean least) implements QuantOp {

  static final int TAG = 8;

  static QuantOneHot decode(int result, QuantReader in) throws IOException {
    return new QuantOneHot(result, in.readInt(), in.readInt(), in.readBoolean());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.ints(source, axis);
    out.writeBoolean(least);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    QuantValue x = rules.read(source);
    rules.require(x.shape().equals(y.shape()), y, "its operand's shape");
    rules.require(axis >= 0 && axis < y.shape().rank(), y, "its axis");
    rules.require(y.min() == 0 && y.max() == 1, y, "its bounds");
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    QuantValue y = memory.value(result);
    long[] x = memory.get(source);
    long[] out = memory.array(result);
    int length = y.shape().dim(axis);
    int inner = Math.toIntExact(y.shape().elements(axis + 1, y.shape().rank()));
    for (int lane = 0; lane < out.length / length; lane++) {
      int start = lane / inner * length * inner + lane % inner;
      int best = 0;
      for (int i = 1; i < length; i++) {
        long entry = x[start + i * inner];
        long top = x[start + best * inner];
        best = (least ? entry < top : entry > top) ? i : best;
      }
      out[start + best * inner] = 1;
    }
    return out;
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    int x = program.stored(source, ProgramWriter.layout(y));
    int oneHot = program.define(result, Storage.WITNESS);
    int rank = y.shape().rank();
    program.emit(new OneHotMax(oneHot, x, rank, axis, least, y.shape().dim(axis)));
  }
}
