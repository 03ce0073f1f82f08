package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/**
 * {@code ConvInteger}: the convolution of 8-bit data and weights less their zero points, in 32
 * bits. The weights' zero point is one number or one for each filter.
 */
public final class ConvInteger implements Operator {
  ConvInteger() {}

  @Override
  public String name() {
    return "ConvInteger";
  }

  @Override
  public Signature signature(int opset) {
    return Window.attributes(Signature.of(2, 4))
        .with("dilations", AttributeKind.INTS)
        .with("group", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Conv.groups(context);
    int filters = context.inputShape(1).dim(0);
    return List.of(Conv.window(context).outputShape(context.inputShape(0).dim(0), filters));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT32);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    FloatTensor data = Quantization.shifted(inputs.get(0), inputs.find(2), 1);
    FloatTensor weights = Quantization.shifted(inputs.get(1), inputs.find(3), 0);
    ConvKernel kernel = new ConvKernel(Conv.window(context), data.data(), weights.data(), out);
    kernel.run(data.shape(), weights.shape(), Conv.groups(context), null);
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }
}
