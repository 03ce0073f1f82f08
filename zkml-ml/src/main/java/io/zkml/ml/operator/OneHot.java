package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;

/**
 * {@code OneHot}: a new axis of constant length that holds the second of two values at the index
 * and the first elsewhere; an index out of range gives no hit.
 */
public final class OneHot implements Operator {
  OneHot() {}

  @Override
  public String name() {
    return "OneHot";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3).with("axis", AttributeKind.INT);
  }

  private static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", -1), context.inputShape(0).rank() + 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int depth = Args.toIntIn(Indices.number(context, 1, "depth"), 0, Integer.MAX_VALUE, "depth");
    Args.requireVector(context, 2, 2, "values");
    int axis = axis(context);
    int[] indices = context.inputShape(0).toArray();
    int[] dims = Arrays.copyOf(indices, indices.length + 1);
    System.arraycopy(indices, axis, dims, axis + 1, indices.length - axis);
    dims[axis] = depth;
    return List.of(TensorShape.of(dims));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(2));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    TensorShape target = context.outputShape(0);
    int axis = axis(context);
    int depth = target.dim(axis);
    int inner = Math.toIntExact(target.elements(axis + 1, target.rank()));
    double[] out = new double[Math.toIntExact(target.elements())];
    Arrays.fill(out, inputs.get(2).get(0));
    double[] indices = inputs.get(0).data();
    for (int i = 0; i < indices.length; i++) {
      double index = indices[i] < 0 ? indices[i] + depth : indices[i];
      if (index >= 0 && index < depth) {
        out[(i / inner * depth + (int) index) * inner + i % inner] = inputs.get(2).get(1);
      }
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    View index = builder.view(context.node().input(0));
    FloatTensor values =
        context.constant(2).orElseThrow(() -> new OperatorException("values are not constant"));
    TensorShape target = context.outputShape(0);
    int axis = axis(context);
    int depth = target.dim(axis);
    int inner = Math.toIntExact(target.elements(axis + 1, target.rank()));
    View hot = QuantLookups.oneHot(builder, context.node().output(0) + ".hot", index, depth);
    int[] from = new int[Math.toIntExact(target.elements())];
    for (int i = 0; i < from.length; i++) {
      from[i] = (i / inner / depth * inner + i % inner) * depth + i / inner % depth;
    }
    RealForm form =
        new RealForm(target)
            .add(hot.moved(target, from), values.get(1) - values.get(0))
            .add(FloatTensor.scalar(values.get(0)), 1);
    QuantSums.emit(context, builder, form);
  }
}
