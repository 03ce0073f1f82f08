package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Squeeze}: drops dimensions of size 1, all of them or those of the given axes. The axes are
 * an attribute before opset 13 and a constant input since then.
 */
public final class Squeeze implements Operator {
  static final int INPUT_AXES_OPSET = 13;

  Squeeze() {}

  @Override
  public String name() {
    return "Squeeze";
  }

  @Override
  public Signature signature(int opset) {
    return opset >= INPUT_AXES_OPSET
        ? Signature.of(1, 2)
        : Signature.of(1, 1).with("axes", AttributeKind.INTS);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    boolean all = !context.hasInput(1) && !context.attributes().has("axes");
    List<Integer> axes = all ? List.of() : Args.axes(axes(context), shape.rank());
    List<Integer> dims = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean drop = all ? shape.dim(axis) == 1 : axes.contains(axis);
      Args.require(!drop || shape.dim(axis) == 1, "axis " + axis + " of " + shape + " is not 1");
      if (!drop) {
        dims.add(shape.dim(axis));
      }
    }
    return List.of(Args.shape(dims));
  }

  static List<Long> axes(NodeContext context) throws OperatorException {
    return context.hasInput(1)
        ? context.constantInts(1, "axes")
        : context.attributes().ints("axes").orElse(List.of());
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
