package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.onnx.DataType;
import java.util.List;

/** An operator that makes a window function of signal processing; its size must be constant. */
interface WindowFunction extends Operator {
  /** The value at a phase from 0 to 2 pi. */
  double at(double phase);

  @Override
  default Signature signature(int opset) {
    return Signature.of(1, 1)
        .with("output_datatype", AttributeKind.INT)
        .with("periodic", AttributeKind.INT);
  }

  @Override
  default List<TensorShape> shapes(NodeContext context) throws OperatorException {
    List<Long> size = context.constantInts(0, "size");
    Args.require(size.size() == 1, "size has " + size.size() + " elements");
    return List.of(TensorShape.of(Args.toIntIn(size.getFirst(), 0, 1 << 28, "size")));
  }

  @Override
  default List<DataType> outputTypes(NodeContext context) throws OperatorException {
    return List.of(ElementTypes.attribute(context, "output_datatype", DataType.FLOAT));
  }

  @Override
  default List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    double[] out = new double[context.outputShape(0).dim(0)];
    boolean periodic = context.attributes().intValue("periodic", 1) != 0;
    double period = periodic ? out.length : out.length - 1;
    for (int i = 0; i < out.length; i++) {
      double value = period == 0 ? 1 : at(2 * Math.PI * i / period);
      out[i] = Wrap.wrap(context.outputType(0), value);
    }
    return List.of(FloatTensor.vector(out));
  }
}
