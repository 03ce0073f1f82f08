package io.zkml.ml.quant;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.ml.graph.TensorShape;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A product with a constant matrix: the axes from {@code leading} on are contracted.
 *
 * @param leading number of axes of the input that the result keeps, in front
 * @param weights {@code [M, the contracted axes...]}
 * @param bias {@code [M]}
 */
public record QuantMatrix(
    int result, int input, int leading, IntTensor weights, IntTensor bias, Rounding rounding)
    implements QuantOp {

  static final int TAG = 1;

  static QuantMatrix decode(int result, QuantReader in) throws IOException {
    return new QuantMatrix(
        result, in.readInt(), in.readInt(), in.tensor(), in.tensor(), in.rounding());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.ints(input, leading);
    out.tensor(weights);
    out.tensor(bias);
    out.rounding(rounding);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    QuantValue x = rules.read(input);
    boolean fits = leading >= 0 && leading < x.shape().rank() && y.shape().rank() == leading + 1;
    rules.require(fits, y, "its rank");
    int[] due = new int[x.shape().rank() - leading + 1];
    due[0] = y.shape().dim(leading);
    for (int i = 0; i < x.shape().rank(); i++) {
      if (i < leading) {
        rules.require(x.shape().dim(i) == y.shape().dim(i), y, "its shape");
      } else {
        due[i - leading + 1] = x.shape().dim(i);
      }
    }
    rules.require(weights.shape().equals(TensorShape.of(due)), y, "its weights");
    rules.require(bias.data().length == due[0], y, "its bias");
    rules.finish(rounding, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    long[] x = memory.get(input);
    long[] out = memory.array(result);
    int outputs = bias.data().length;
    int depth = weights.data().length / outputs;
    long[] w = weights.data();
    for (int row = 0; row < x.length / depth; row++) {
      for (int o = 0; o < outputs; o++) {
        long sum = bias.data()[o];
        for (int k = 0; k < depth; k++) {
          sum += x[row * depth + k] * w[o * depth + k];
        }
        out[row * outputs + o] = sum;
      }
    }
    return memory.finish(result, rounding, out);
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    List<AxisLayout> axes = new ArrayList<>();
    List<TensorAxis> maps = new ArrayList<>();
    for (int i = 0; i < leading; i++) {
      maps.add(new TensorAxis.Batch());
    }
    maps.add(new TensorAxis.Free());
    axes.add(ProgramWriter.layout(y).axes().get(leading));
    List<AxisLayout> stored = program.layoutOf(input).axes();
    for (int i = leading; i < stored.size(); i++) {
      AxisLayout axis = stored.get(i);
      // A padded spatial axis need not be padded in the weights: its pieces lie inside.
      axes.add(axis.pieces() == 1 ? AxisLayout.split(axis.length()) : axis);
      maps.add(new TensorAxis.Inner());
    }
    int factors = program.weights(y.name() + ".weights", new TensorLayout(axes), weights);
    LinearTerm product = new LinearTerm(1, program.tensor(input), factors, maps);
    LinearTerm added = program.bias(y, y.shape().rank() - 1, bias);
    program.finish(result, List.of(product, added), rounding);
  }

  @Override
  public long parameters() {
    return (long) weights.data().length + bias.data().length;
  }
}
