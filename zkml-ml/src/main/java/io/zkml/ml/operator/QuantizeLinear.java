package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code QuantizeLinear}: elements as integer multiples of a scale, plus a zero point, rounded half
 * to even and cut to the type. Scales are one number, one for each index of an axis or one for each
 * block.
 */
public final class QuantizeLinear implements Operator {
  private static final int AXIS_OPSET = 13;
  private static final int SATURATE_OPSET = 19;
  private static final int BLOCK_OPSET = 21;
  private static final int PRECISION_OPSET = 23;

  QuantizeLinear() {}

  @Override
  public String name() {
    return "QuantizeLinear";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 3)
        .with(opset >= AXIS_OPSET, "axis", AttributeKind.INT)
        .with(opset >= SATURATE_OPSET, "saturate", AttributeKind.INT)
        .with(opset >= BLOCK_OPSET, "block_size", AttributeKind.INT)
        .with(opset >= BLOCK_OPSET, "output_dtype", AttributeKind.INT)
        .with(opset >= PRECISION_OPSET, "precision", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Quantization.check(context);
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    DataType absent = context.hasInput(2) ? context.inputType(2) : DataType.UINT8;
    boolean named = context.attributes().intValue("output_dtype", 0) != 0;
    DataType type = named ? ElementTypes.attribute(context, "output_dtype", absent) : absent;
    Args.require(!type.isFloat() && type != DataType.BOOL, "the output has type " + type);
    return List.of(type);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    int[] places = Quantization.places(context);
    DataType type = context.outputType(0);
    double[] out = new double[places.length];
    for (int i = 0; i < out.length; i++) {
      int place = places[i];
      float multiple = (float) inputs.get(0).get(i) / (float) inputs.get(1).get(place);
      double zero = inputs.find(2).map(points -> points.get(place)).orElse(0.0);
      out[i] = Quantization.round(multiple, zero, type);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
