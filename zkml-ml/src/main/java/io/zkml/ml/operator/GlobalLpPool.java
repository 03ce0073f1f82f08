package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/** {@code GlobalLpPool}: the p-norm over all spatial axes of {@code [N, C, spatial...]}. */
public final class GlobalLpPool implements Operator {
  GlobalLpPool() {}

  @Override
  public String name() {
    return "GlobalLpPool";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("p", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    LpPool.exponent(context);
    return List.of(GlobalMaxPool.shape(context.inputShape(0)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double p = LpPool.exponent(context);
    double[] in = inputs.get(0).data();
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    int plane = out.length == 0 ? 0 : in.length / out.length;
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int j = 0; j < plane; j++) {
        sum += Math.pow(Math.abs(in[i * plane + j]), p);
      }
      out[i] = Math.pow(sum, 1 / p);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    double p = LpPool.exponent(context);
    int rank = context.inputShape(0).rank();
    String powers = LpPool.power(graph, graph.input(0), p);
    List<Integer> axes = NormalizationNodes.range(2, rank);
    String sums = graph.reduce("ReduceSum", powers, axes);
    graph.output(0, p == 1 ? sums : LpPool.root(graph, sums, p));
    return true;
  }
}
