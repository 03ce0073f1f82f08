package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** {@code Mul}: the product of two tensors, with broadcasting. */
public final class Mul implements Operator {
  Mul() {}

  @Override
  public String name() {
    return "Mul";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return List.of(Broadcast.shape(context.inputShape(0), context.inputShape(1)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape target = context.outputShape(0);
    DataType type = context.outputType(0);
    DoubleBinaryOperator product =
        type.isInteger()
            ? (left, right) -> Bits.number(type, Bits.of(left) * Bits.of(right))
            : (left, right) -> left * right;
    return List.of(Broadcast.apply(inputs.get(0), inputs.get(1), target, product));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    QuantProducts.product(
        context, builder, Operand.of(context, builder, 0), Operand.of(context, builder, 1));
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
