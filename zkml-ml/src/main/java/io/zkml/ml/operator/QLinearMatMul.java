package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.List;
import java.util.Optional;

/**
 * {@code QLinearMatMul}: the product of two quantised matrices, quantised again. Scale and zero
 * point follow each matrix: one number, or one for each row of the left and column of the right.
 */
public final class QLinearMatMul implements Operator {
  private static final int B = 3;
  private static final int Y_SCALE = 6;
  private static final int Y_ZERO = 7;

  QLinearMatMul() {}

  @Override
  public String name() {
    return "QLinearMatMul";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(8, 8);
  }

  /** The node as a product of its matrices alone. */
  private static NodeContext product(NodeContext context) {
    List<Optional<TensorShape>> shapes =
        List.of(Optional.of(context.inputShape(0)), Optional.of(context.inputShape(B)));
    List<DataType> types = List.of(context.inputType(0), context.inputType(B));
    return NodeContext.of(context.node(), shapes, types, List.of());
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Args.require(
        context.inputShape(Y_SCALE).elements() == 1 && context.inputShape(Y_ZERO).elements() == 1,
        "more than one scale of the output");
    return MatMul.productShape(product(context));
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(context.inputType(Y_ZERO));
  }

  private static FloatTensor real(NodeInputs inputs, int first, int axisFromEnd)
      throws OperatorException {
    FloatTensor matrix = inputs.get(first);
    int axis = Math.max(0, matrix.shape().rank() - axisFromEnd);
    FloatTensor shifted = Quantization.shifted(matrix, inputs.find(first + 2), axis);
    return Quantization.along(
        shifted, inputs.get(first + 1), axis, "scales", (x, scale) -> x * scale);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    List<Optional<FloatTensor>> matrices =
        List.of(Optional.of(real(inputs, 0, 2)), Optional.of(real(inputs, B, 1)));
    NodeContext product =
        product(context)
            .withOutputShapes(List.of(context.outputShape(0)))
            .withOutputTypes(List.of(DataType.FLOAT));
    FloatTensor result = MatMul.product(product, NodeInputs.of(matrices)).getFirst();
    double scale = inputs.get(Y_SCALE).get(0);
    double zero = inputs.get(Y_ZERO).get(0);
    DataType type = context.outputType(0);
    return Elementwise.apply(result, x -> Quantization.round(x / scale, zero, type));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String sums =
        graph.add(
            "MatMulInteger", graph.input(0), graph.input(B), graph.input(2), graph.input(B + 2));
    int axis = Math.max(0, context.outputShape(0).rank() - 1);
    graph.output(0, Quantization.requantized(context, graph, sums, axis, 1, B + 1, Y_SCALE));
    return true;
  }
}
