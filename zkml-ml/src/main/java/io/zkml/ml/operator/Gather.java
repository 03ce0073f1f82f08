package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code Gather}: slices of the data at the given indices along one axis. The indices replace the
 * axis by their own dimensions; negative ones count from the end.
 */
public final class Gather implements Operator {
  Gather() {}

  @Override
  public String name() {
    return "Gather";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2).with("axis", AttributeKind.INT);
  }

  static int axis(NodeContext context) throws OperatorException {
    return Args.axis(context.attributes().intValue("axis", 0), context.inputShape(0).rank());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    int axis = axis(context);
    int[] data = context.inputShape(0).toArray();
    IntStream dims =
        IntStream.concat(
            IntStream.concat(
                IntStream.of(data).limit(axis), IntStream.of(context.inputShape(1).toArray())),
            IntStream.of(data).skip(axis + 1L));
    return List.of(TensorShape.of(dims.toArray()));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    if (out.length > 0) {
      gather(axis(context), inputs.get(0), inputs.get(1).data(), out);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  private static void gather(int axis, FloatTensor data, double[] indices, double[] out)
      throws OperatorException {
    TensorShape shape = data.shape();
    int outer = Math.toIntExact(shape.elements(0, axis));
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    int length = shape.dim(axis);
    int to = 0;
    for (int row = 0; row < outer; row++) {
      for (double index : indices) {
        int from = (row * length + Indices.position(index, length)) * inner;
        System.arraycopy(data.data(), from, out, to, inner);
        to += inner;
      }
    }
  }

  @Override
  public List<Integer> movedInputs(NodeContext context) {
    return context.constant(1).isPresent() ? List.of(0) : List.of();
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    if (context.constant(1).isPresent()) {
      Operator.super.quantize(context, builder);
    } else {
      QuantLookups.gather(context, builder, axis(context));
    }
  }
}
