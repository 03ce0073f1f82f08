package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code GlobalMaxPool}: the largest element over all spatial axes of {@code [N, C, spatial...]}.
 */
public final class GlobalMaxPool implements Operator {
  GlobalMaxPool() {}

  @Override
  public String name() {
    return "GlobalMaxPool";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(shape(context.inputShape(0)));
  }

  /** The shape with spatial axes of length 1. */
  static TensorShape shape(TensorShape shape) throws OperatorException {
    Args.require(
        shape.rank() >= 3 && shape.elements(2, shape.rank()) > 0,
        "the input has shape " + shape + ", needed are spatial axes");
    int[] dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(0);
    dims[1] = shape.dim(1);
    return TensorShape.of(dims);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double[] in = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    int plane = out.length == 0 ? 0 : in.length / out.length;
    for (int i = 0; i < out.length; i++) {
      out[i] = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < plane; j++) {
        out[i] = Math.max(out[i], in[i * plane + j]);
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View x = builder.view(context.node().input(0));
    TensorShape shape = context.outputShape(0);
    List<Integer> axes = IntStream.range(2, x.shape().rank()).boxed().toList();
    View groups = QuantReductions.grouped(x, shape, axes);
    QuantExtremes.along(builder, context.node().output(0), shape, groups, false);
  }
}
