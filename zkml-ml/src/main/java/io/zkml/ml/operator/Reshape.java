package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/**
 * {@code Reshape} to a constant shape: -1 stands for what is left, and 0 for the dimension of the
 * input unless {@code allowzero} is set.
 */
public final class Reshape implements Operator {
  private static final int ALLOWZERO_OPSET = 14;

  Reshape() {}

  @Override
  public String name() {
    return "Reshape";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with(opset >= ALLOWZERO_OPSET, "allowzero", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    boolean allowZero = context.attributes().intValue("allowzero", 0) != 0;
    int[] dims = Args.toInts(context.constantInts(1, "shape"), "a dimension");
    int open = -1;
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] == -1) {
        Args.require(open < 0, "the shape has -1 twice");
        open = axis;
        dims[axis] = 1;
      } else if (dims[axis] == 0 && !allowZero) {
        Args.require(axis < shape.rank(), "the shape has 0 beyond the rank of the input");
        dims[axis] = shape.dim(axis);
      }
      Args.require(dims[axis] >= 0, "the shape has " + dims[axis]);
    }
    TensorShape target = TensorShape.of(dims);
    if (open >= 0) {
      Args.require(target.elements() > 0, "the shape has -1 beside 0");
      long left = shape.elements() / target.elements();
      target = target.withDim(open, Args.toInt(left, "a dimension"));
    }
    Args.require(
        target.elements() == shape.elements(), "shape " + shape + " can't become " + target);
    return List.of(target);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return List.of(inputs.get(0).reshaped(context.outputShape(0)));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) {
    builder.alias(context.node().output(0), context.node().input(0), context.outputShape(0));
  }
}
