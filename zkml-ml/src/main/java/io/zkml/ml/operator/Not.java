package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import java.util.List;

/** {@code Not}: the opposite of every element. */
public final class Not implements Operator {
  Not() {}

  @Override
  public String name() {
    return "Not";
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
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.BOOL);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    return Elementwise.apply(inputs.get(0), x -> x == 0 ? 1 : 0);
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    RealForm form = new RealForm(context.outputShape(0)).add(FloatTensor.scalar(1), 1);
    Operand.of(context, builder, 0).addTo(form, -1);
    QuantComparisons.flag(builder, context.node().output(0), context.outputShape(0), form.on(1));
  }
}
