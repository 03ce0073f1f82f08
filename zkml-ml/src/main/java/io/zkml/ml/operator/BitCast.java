package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** {@code BitCast}: the same bits as elements of another type of the same size. */
public final class BitCast implements Operator {
  BitCast() {}

  @Override
  public String name() {
    return "BitCast";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).with("to", AttributeKind.INT);
  }

  private static DataType target(NodeContext context) throws OperatorException {
    Args.require(context.attributes().has("to"), "attribute 'to' is missing");
    DataType type = ElementTypes.attribute(context, "to", DataType.UNDEFINED);
    Args.require(
        type.elementBytes() == context.inputType(0).elementBytes(),
        "the bits of " + context.inputType(0) + " as " + type);
    return type;
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    target(context);
    return List.of(context.inputShape(0));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return List.of(target(context));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    DataType from = context.inputType(0);
    DataType to = context.outputType(0);
    return Elementwise.apply(inputs.get(0), x -> fromBits(to, bits(from, x)));
  }

  private static long bits(DataType type, double x) {
    return switch (type) {
      case FLOAT -> Float.floatToRawIntBits((float) x);
      case DOUBLE -> Double.doubleToRawLongBits(x);
      case FLOAT16 -> Float.floatToFloat16((float) x);
      case BFLOAT16 -> Float.floatToRawIntBits((float) x) >>> 16;
      default -> Bits.of(x);
    };
  }

  private static double fromBits(DataType type, long bits) {
    return switch (type) {
      case FLOAT -> Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
      case BOOL -> (bits & 0xff) == 0 ? 0 : 1;
      default -> Bits.number(type, bits);
    };
  }
}
