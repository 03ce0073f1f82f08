package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantAverage;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
import io.zkml.ml.quant.WindowSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code GlobalAveragePool}: the mean over all spatial axes of {@code [N, C, spatial...]}. */
public final class GlobalAveragePool implements Operator {
  GlobalAveragePool() {}

  @Override
  public String name() {
    return "GlobalAveragePool";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(
        shape.rank() >= 3 && shape.elements(2, shape.rank()) > 0,
        "the input has shape " + shape + ", needed are spatial axes");
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(0);
    dims[1] = shape.dim(1);
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double[] in = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    int plane = out.length == 0 ? 0 : in.length / out.length;
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int j = 0; j < plane; j++) {
        sum += in[i * plane + j];
      }
      out[i] = sum / plane;
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = QuantSums.image(context, builder);
    List<WindowSpec> window = new ArrayList<>();
    int count = 1;
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      int n = x.shape().dim(axis);
      window.add(new WindowSpec(n, 1, n, 1, 1, 0));
      count *= n;
    }
    TensorShape shape = context.outputShape(0);
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, 1);
    long multiplier = QuantBuilder.multiplier(1.0 / count, x.value().scale(), y);
    builder.emit(new QuantAverage(y.index(), x.index(), window, multiplier, y.rounding()));
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
