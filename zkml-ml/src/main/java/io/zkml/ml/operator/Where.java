package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/** {@code Where}: elements of the second tensor where the first is true, else of the third. */
public final class Where implements Operator {
  Where() {}

  @Override
  public String name() {
    return "Where";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 3);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape values = Broadcast.shape(context.inputShape(1), context.inputShape(2));
    return List.of(Broadcast.shape(context.inputShape(0), values));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(1));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    StridedWalk[] walks = new StridedWalk[3];
    for (int i = 0; i < walks.length; i++) {
      walks[i] = new StridedWalk(target, Broadcast.strides(inputs.get(i).shape(), target));
    }
    double[] condition = inputs.get(0).data();
    double[] x = inputs.get(1).data();
    double[] y = inputs.get(2).data();
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int i = 0; i < out.length; i++) {
      double whenTrue = x[walks[1].next()];
      double whenFalse = y[walks[2].next()];
      out[i] = condition[walks[0].next()] != 0 ? whenTrue : whenFalse;
    }
    return List.of(FloatTensor.of(target, out));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantSelections.select(
        context,
        builder,
        Operand.of(context, builder, 0),
        Operand.of(context, builder, 1),
        Operand.of(context, builder, 2));
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
