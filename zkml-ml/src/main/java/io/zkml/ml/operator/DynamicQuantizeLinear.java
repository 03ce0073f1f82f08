package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code DynamicQuantizeLinear}: elements as 8-bit integers with the scale and zero point that just
 * hold their range and 0; these are further outputs.
 */
public final class DynamicQuantizeLinear implements Operator {
  /** Steps of the range. */
  static final int LEVELS = 255;

  /** Element types of the outputs. */
  static final List<DataType> TYPES = List.of(DataType.UINT8, DataType.FLOAT, DataType.UINT8);

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
    return TYPES;
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double min = 0;
    double max = 0;
    for (double x : inputs.get(0).data()) {
      min = Math.min(min, x);
      max = Math.max(max, x);
    }
    return quantized(inputs.get(0), min, max);
  }

  /** Numbers within a range that holds 0 as integers, their scale and their zero point. */
  static List<FloatTensor> quantized(FloatTensor numbers, double min, double max) {
    float scale = (float) (max - min) / LEVELS;
    double zero = scale == 0 ? 0 : Quantization.round((float) -min / scale, 0, DataType.UINT8);
    double[] out = new double[numbers.size()];
    for (int i = 0; i < out.length; i++) {
      float multiple = scale == 0 ? 0 : (float) numbers.get(i) / scale;
      out[i] = Quantization.round(multiple, zero, DataType.UINT8);
    }
    return List.of(
        FloatTensor.of(numbers.shape(), out),
        FloatTensor.scalar((double) scale),
        FloatTensor.scalar(zero));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    String x = graph.input(0);
    List<Integer> axes = NormalizationNodes.range(0, context.inputShape(0).rank());
    String zero = graph.constant(0);
    String least = graph.add("Min", graph.reshape(graph.reduce("ReduceMin", x, axes)), zero);
    String most = graph.add("Max", graph.reshape(graph.reduce("ReduceMax", x, axes)), zero);
    graph.addNode(
        TreeScores.DOMAIN,
        DynamicQuantize.NAME,
        Attributes.none(),
        List.of(x, least, most),
        context.node().outputs());
    return true;
  }
}
