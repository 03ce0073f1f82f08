package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantSum;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.RealFunction;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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

  /** Steps of a unit of the result that a rounding before the last one keeps. */
  private static final int FINE = 64;

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

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    FloatTensor scale = context.constant(1).orElse(null);
    FloatTensor zero = context.constant(2).orElse(null);
    Args.require(
        scale != null && (zero != null || !context.hasInput(2)),
        "scales and zero points that are not constant cannot be proven, but those of"
            + " DynamicQuantizeLinear: export the model with that operator");
    int[] places = Quantization.places(context);
    double[] factors = new double[places.length];
    double[] offsets = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      factors[i] = 1 / Objects.requireNonNull(scale).get(places[i]);
      offsets[i] = zero == null ? 0 : zero.get(places[i]);
    }
    View x = builder.view(context.node().input(0));
    TensorShape shape = context.outputShape(0);
    String name = context.node().output(0);
    int axis = QuantBuilder.axis(shape);
    FloatTensor all = FloatTensor.of(shape, factors);
    if (x.value().scale() * Arrays.stream(factors).min().orElse(1) < 1.0 / FINE) {
      // A multiplier of few bits would be wrong by more than the rounding: in two steps.
      QuantBuilder.Target fine = builder.rounded(name + ".fine", shape, axis, 1.0 / FINE);
      RealForm parts = new RealForm(shape).add(x, 1, all);
      builder.emit(
          new QuantSum(fine.index(), parts.on(QuantSums.accumulatorUnit(fine)), fine.rounding()));
      x = builder.view(name + ".fine");
      all = FloatTensor.scalar(1);
    }
    DataType type = context.outputType(0);
    RealFunction clamp = new RealFunction.Clamp(Limits.lowest(type), Limits.highest(type));
    QuantBuilder.Target y =
        builder.target(name, name, clamp, QuantBuilder.stored(shape), shape, axis);
    RealForm form = new RealForm(shape).add(x, 1, all).add(FloatTensor.of(shape, offsets), 1);
    builder.emit(new QuantSum(y.index(), form.on(QuantSums.accumulatorUnit(y)), y.rounding()));
  }
}
