package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;

/** {@code CumSum}: running sums along an axis. */
public final class CumSum implements Cumulative {
  CumSum() {}

  @Override
  public String name() {
    return "CumSum";
  }

  @Override
  public double neutral() {
    return 0;
  }

  @Override
  public double combine(double before, double element) {
    return before + element;
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    int axis = Cumulative.axis(context);
    boolean exclusive = context.attributes().intValue("exclusive", 0) != 0;
    boolean reverse = context.attributes().intValue("reverse", 0) != 0;
    TensorShape shape = context.outputShape(0);
    int length = shape.dim(axis);
    int[] joined = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    joined[shape.rank()] = length;
    TensorShape all = TensorShape.of(joined);
    int step = shape.strides()[axis];
    int[] indices = new int[Math.toIntExact(all.elements())];
    for (int i = 0; i < indices.length; i++) {
      int at = i / length;
      indices[i] = at - at / step % length * step + i % length * step;
    }
    int[] dims = new int[shape.rank() + 1];
    Arrays.fill(dims, 1);
    dims[axis] = length;
    dims[shape.rank()] = length;
    double[] included = new double[length * length];
    for (int i = 0; i < included.length; i++) {
      int before = (i / length - i % length) * (reverse ? -1 : 1);
      included[i] = before > 0 || (before == 0 && !exclusive) ? 1 : 0;
    }
    RealForm form = new RealForm(shape);
    FloatTensor weights = FloatTensor.of(TensorShape.of(dims), included);
    form.addSum(x.moved(all, indices), 1, TensorShape.of(length), weights);
    QuantSums.emit(context, builder, form);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
