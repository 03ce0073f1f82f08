package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code LpNormalization}: divides by the L1 or L2 norm along an axis; a norm of 0 gives 0. */
public final class LpNormalization implements Operator {
  LpNormalization() {}

  @Override
  public String name() {
    return "LpNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("axis", AttributeKind.INT).with("p", AttributeKind.INT);
  }

  private static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", -1), context.inputShape(0).rank());
  }

  private static long p(NodeContext context) {
    return context.attributes().intValue("p", 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    axis(context);
    Args.require(p(context) == 1 || p(context) == 2, "p is " + p(context));
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Lanes lanes = Lanes.along(context.inputShape(0), axis(context));
    boolean squares = p(context) == 2;
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    for (int l = 0; l < lanes.count(); l++) {
      int start = lanes.start(l);
      double sum = 0;
      for (int i = 0; i < lanes.length(); i++) {
        double x = in[start + i * lanes.step()];
        sum += squares ? x * x : Math.abs(x);
      }
      double norm = squares ? Math.sqrt(sum) : sum;
      for (int i = 0; i < lanes.length(); i++) {
        int at = start + i * lanes.step();
        out[at] = norm == 0 ? 0 : in[at] / norm;
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String x = graph.input(0);
    List<Integer> axes = List.of(axis(context));
    String norm = graph.reduce(p(context) == 1 ? "ReduceL1" : "ReduceL2", x, axes);
    // A norm of 0 becomes 1.
    String isZero = graph.add("Equal", norm, graph.constant(0));
    String one = graph.add("Cast", Replacement.integer("to", DataType.FLOAT.code()), isZero);
    graph.output(0, graph.add("Div", x, graph.add("Add", norm, one)));
    return true;
  }
}
