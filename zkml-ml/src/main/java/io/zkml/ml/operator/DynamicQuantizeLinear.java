package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code DynamicQuantizeLinear}: elements as 8-bit integers with the scale and zero point that just
 * hold their range and 0; these are further outputs.
 */
public final class DynamicQuantizeLinear implements Operator {
  private static final int LEVELS = 255;

  DynamicQuantizeLinear() {}

  @Override
  public String name() {
    return "DynamicQuantizeLinear";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1).outputs(3);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) {
    return List.of(context.inputShape(0), TensorShape.scalar(), TensorShape.scalar());
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.UINT8, DataType.FLOAT, DataType.UINT8);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double min = 0;
    double max = 0;
    for (double x : inputs.get(0).data()) {
      min = Math.min(min, x);
      max = Math.max(max, x);
    }
    float scale = (float) (max - min) / LEVELS;
    double zero = scale == 0 ? 0 : Quantization.round((float) -min / scale, 0, DataType.UINT8);
    double[] out = new double[inputs.get(0).size()];
    for (int i = 0; i < out.length; i++) {
      float multiple = scale == 0 ? 0 : (float) inputs.get(0).get(i) / scale;
      out[i] = Quantization.round(multiple, zero, DataType.UINT8);
    }
    return List.of(
        FloatTensor.of(inputs.get(0).shape(), out),
        FloatTensor.scalar((double) scale),
        FloatTensor.scalar(zero));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    throw new OperatorException("a scale that depends on the data cannot be proven");
  }
}
