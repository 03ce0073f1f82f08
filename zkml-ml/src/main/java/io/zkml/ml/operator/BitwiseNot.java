package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import java.util.List;

/** {@code BitwiseNot}: the complement of the bits. */
public final class BitwiseNot implements Operator {
  BitwiseNot() {}

  @Override
  public String name() {
    return "BitwiseNot";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    DataType type = context.inputType(0);
    return Elementwise.apply(inputs.get(0), x -> Bits.number(type, ~Bits.of(x)));
  }

  /** The sum of a number and its complement is -1, or the largest number of an unsigned type. */
  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    DataType type = context.outputType(0);
    RealForm form = new RealForm(context.outputShape(0));
    Operand.of(context, builder, 0).addTo(form, -1);
    double sum = type.isUnsigned() ? Limits.highest(type) : -1;
    QuantSums.emit(context, builder, form.add(FloatTensor.scalar(sum), 1));
  }
}
