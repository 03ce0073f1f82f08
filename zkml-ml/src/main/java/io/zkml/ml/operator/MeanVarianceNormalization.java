package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code MeanVarianceNormalization}: {@code (x - mean) / deviation} over some axes, by default 0, 2
 * and 3.
 */
public final class MeanVarianceNormalization implements Operator {
  private static final double EPSILON = 1e-9;

  MeanVarianceNormalization() {}

  @Override
  public String name() {
    return "MeanVarianceNormalization";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("axes", AttributeKind.INTS);
  }

  private static List<Integer> axes(NodeContext context) throws OperatorException {
    List<Long> given = context.attributes().ints("axes").orElse(List.of(0L, 2L, 3L));
    return Args.axes(given, context.inputShape(0).rank());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    axes(context);
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    AxisGroups groups = AxisGroups.of(context.inputShape(0), axes(context));
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    StridedWalk reading = groups.walk();
    StridedWalk writing = groups.walk();
    double[] elements = new double[groups.size()];
    for (int g = 0; g < groups.count(); g++) {
      for (int i = 0; i < elements.length; i++) {
        elements[i] = in[reading.next()];
      }
      Moments moments = Moments.of(elements, 0, elements.length);
      double deviation = Math.sqrt(moments.variance()) + EPSILON;
      for (double element : elements) {
        out[writing.next()] = (element - moments.mean()) / deviation;
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    double variance = EPSILON * EPSILON;
    String normal = NormalizationNodes.normal(graph, graph.input(0), axes(context), variance);
    graph.output(0, normal);
    return true;
  }
}
