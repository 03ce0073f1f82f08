package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code DequantizeLinear}: integers less a zero point, times a scale. */
public final class DequantizeLinear implements Operator {
  private static final int AXIS_OPSET = 13;
  private static final int BLOCK_OPSET = 21;
  private static final int TYPE_OPSET = 23;

  DequantizeLinear() {}

  @Override
  public String name() {
    return "DequantizeLinear";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 3)
        .with(opset >= AXIS_OPSET, "axis", AttributeKind.INT)
        .with(opset >= BLOCK_OPSET, "block_size", AttributeKind.INT)
        .with(opset >= TYPE_OPSET, "output_dtype", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Quantization.check(context);
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    boolean named = context.attributes().intValue("output_dtype", 0) != 0;
    DataType scale = context.inputType(1);
    return List.of(named ? ElementTypes.attribute(context, "output_dtype", scale) : scale);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int[] places = Quantization.places(context);
    double[] out = new double[places.length];
    for (int i = 0; i < out.length; i++) {
      int place = places[i];
      double zero = inputs.find(2).map(points -> points.get(place)).orElse(0.0);
      out[i] = (inputs.get(0).get(i) - zero) * inputs.get(1).get(place);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
