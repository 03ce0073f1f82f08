package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** An operator that combines the elements of an axis, given by a constant input, step by step. */
interface Cumulative extends Operator {
  /** What the empty combination gives. */
  double neutral();

  /** Combines what came before with one more element. */
  double combine(double before, double element);

  @Override
  default Signature signature(int opset) {
    return Signature.of(2, 2)
        .with("exclusive", AttributeKind.INT)
        .with("reverse", AttributeKind.INT);
  }

  /** The axis, counted from 0. */
  static int axis(NodeContext context) throws OperatorException {
    List<Long> axis = context.constantInts(1, "axis");
    Args.require(axis.size() == 1, "axis has " + axis.size() + " elements");
    return Args.axis(axis.getFirst(), context.inputShape(0).rank());
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    axis(context);
    return List.of(context.inputShape(0));
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Lanes lanes = Lanes.along(context.inputShape(0), axis(context));
    boolean exclusive = context.attributes().intValue("exclusive", 0) != 0;
    boolean reverse = context.attributes().intValue("reverse", 0) != 0;
    DoubleBinaryOperator wrapped =
        (before, element) -> Wrap.wrap(context.outputType(0), combine(before, element));
    double[] in = inputs.get(0).data();
    double[] out = new double[in.length];
    for (int l = 0; l < lanes.count(); l++) {
      double total = neutral();
      for (int i = 0; i < lanes.length(); i++) {
        int at = lanes.start(l) + (reverse ? lanes.length() - 1 - i : i) * lanes.step();
        double next = wrapped.applyAsDouble(total, in[at]);
        out[at] = exclusive ? total : next;
        total = next;
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
