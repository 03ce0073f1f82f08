package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;
import java.util.stream.IntStream;

/** {@code Concat}: joins tensors along one axis; all other dimensions are equal. */
public final class Concat implements Operator {
  Concat() {}

  @Override
  public String name() {
    return "Concat";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, Signature.MANY).with("axis", AttributeKind.INT);
  }

  /** The axis, counted from 0. */
  static int axis(NodeContext context) throws OperatorException {
    Args.require(context.attributes().has("axis"), "attribute 'axis' is missing");
    return Args.axis(context.attributes().intValue("axis", 0), context.inputShape(0).rank());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int axis = axis(context);
    TensorShape first = context.inputShape(0);
    long length = 0;
    for (int i = 0; i < context.inputCount(); i++) {
      Args.require(context.hasInput(i), "input " + i + " is left out");
      TensorShape shape = context.inputShape(i);
      Args.require(
          shape.rank() == first.rank() && shape.withDim(axis, 0).equals(first.withDim(axis, 0)),
          "shapes " + first + " and " + shape + " differ beyond axis " + axis);
      length += shape.dim(axis);
    }
    return List.of(first.withDim(axis, Args.toInt(length, "the length")));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    double[] out = new double[Math.toIntExact(target.elements())];
    if (out.length > 0) {
      int outer = Math.toIntExact(target.elements(0, axis(context)));
      int rowLength = out.length / outer;
      int begin = 0;
      for (int i = 0; i < inputs.count(); i++) {
        double[] in = inputs.get(i).data();
        int part = in.length / outer;
        for (int row = 0; row < outer; row++) {
          System.arraycopy(in, row * part, out, row * rowLength + begin, part);
        }
        begin += part;
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return IntStream.range(0, context.inputCount()).boxed().toList();
  }
}
