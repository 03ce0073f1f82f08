package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;

/** {@code BitShift}: the left shifted by as many bits as the right says, with broadcasting. */
public final class BitShift implements Binary {
  private static final int MAX_PROVEN = 32;

  BitShift() {}

  @Override
  public String name() {
    return "BitShift";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("direction", AttributeKind.STRING);
  }

  private static String direction(NodeContext context) {
    return context.attributes().stringValue("direction", "");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    String direction = direction(context);
    Args.require(
        direction.equals("LEFT") || direction.equals("RIGHT"), "direction is '" + direction + "'");
    Args.require(context.inputType(0).isUnsigned(), "elements of type " + context.inputType(0));
    return Binary.super.shapes(context);
  }

  @Override
  public DoubleBinaryOperator function(NodeContext context) {
    boolean isLeft = direction(context).equals("LEFT");
    DataType type = context.inputType(0);
    return (left, right) -> Bits.number(type, shifted(Bits.of(left), right, isLeft));
  }

  private static long shifted(long bits, double count, boolean isLeft) {
    if (count >= Long.SIZE) {
      return 0;
    }
    return isLeft ? bits << (int) count : bits >>> (int) count;
  }

  /** Bits that a shift to the left would push out of the type make a run that has no proof. */
  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    FloatTensor shifts = context.constant(1).orElse(null);
    Args.require(
        shifts != null && Arrays.stream(shifts.data()).allMatch(v -> v <= MAX_PROVEN),
        "only shifts by constants of up to " + MAX_PROVEN + " bits can be proven");
    FloatTensor powers =
        Elementwise.apply(Objects.requireNonNull(shifts), v -> 1L << (int) v).getFirst();
    Operand x = Operand.of(context, builder, 0);
    if (direction(context).equals("LEFT")) {
      QuantProducts.product(context, builder, x, new Operand.Constant(powers));
    } else {
      QuantRemainders.shiftRight(context, builder, x, powers);
    }
  }
}
