package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.List;
import java.util.Objects;

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
      factors[i] = Objects.requireNonNull(scale).get(places[i]);
      offsets[i] = zero == null ? 0 : -zero.get(places[i]) * factors[i];
    }
    TensorShape shape = context.outputShape(0);
    boolean one = Objects.requireNonNull(scale).size() == 1 && factors.length > 0;
    View x = builder.view(context.node().input(0));
    RealForm form = new RealForm(shape);
    if (one) {
      form.add(x, factors[0]).add(FloatTensor.scalar(offsets[0]), 1);
    } else {
      form.add(x, 1, FloatTensor.of(shape, factors)).add(FloatTensor.of(shape, offsets), 1);
    }
    QuantSums.emit(context, builder, form);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
