package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** {@code LpPool}: the p-norm under a sliding window over one to three spatial axes. */
public final class LpPool implements Operator {
  private static final int DILATIONS_OPSET = 18;

  LpPool() {}

  @Override
  public String name() {
    return "LpPool";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(1, 1))
        .with("p", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "ceil_mode", AttributeKind.INT)
        .with(opset >= DILATIONS_OPSET, "dilations", AttributeKind.INTS);
  }

  /** The exponent of the norm. */
  static double exponent(NodeContext context) throws OperatorException {
    return Args.toIntIn(context.attributes().intValue("p", 2), 1, 1 << 10, "p");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape data = context.inputShape(0);
    exponent(context);
    return List.of(Window.ofPool(context).outputShape(data.dim(0), data.dim(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double p = exponent(context);
    FloatTensor powers = Elementwise.apply(inputs.get(0), x -> Math.pow(Math.abs(x), p)).getFirst();
    FloatTensor sums = PoolKernel.sum(powers, Window.ofPool(context));
    return Elementwise.apply(sums, x -> Math.pow(x, 1 / p));
  }
}
