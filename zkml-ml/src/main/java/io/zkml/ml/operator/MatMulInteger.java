package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code MatMulInteger}: the product of two 8-bit matrices less their zero points, in 32 bits. A
 * zero point is one number, or one for each row of A or column of B.
 */
public final class MatMulInteger implements Operator {
  private static final int ZERO_POINTS = 2;

  MatMulInteger() {}

  @Override
  public String name() {
    return "MatMulInteger";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 4);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    for (int i = 0; i < 2; i++) {
      if (context.hasInput(ZERO_POINTS + i)) {
        TensorShape points = points(context.inputShape(ZERO_POINTS + i), i);
        TensorShape shape = context.inputShape(i);
        Args.require(
            Broadcast.shape(shape, points).equals(shape),
            "zero points of shape " + points + " for a matrix of shape " + shape);
      }
    }
    return MatMul.productShape(context);
  }

  /** Zero points as they broadcast: those of rows, in a vector, along the second last axis. */
  private static TensorShape points(TensorShape shape, int input) {
    return input == 0 && shape.rank() == 1 ? TensorShape.of(shape.dim(0), 1) : shape;
  }

  @Override
  public List<DataType> outputTypes(NodeContext context) {
    return List.of(DataType.INT32);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    List<Optional<FloatTensor>> shifted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      FloatTensor matrix = inputs.get(i);
      FloatTensor points = inputs.find(ZERO_POINTS + i).orElse(FloatTensor.scalar(0));
      FloatTensor placed = points.reshaped(points(points.shape(), i));
      shifted.add(
          Optional.of(Broadcast.apply(matrix, placed, matrix.shape(), (x, zero) -> x - zero)));
    }
    return MatMul.product(context, NodeInputs.of(shifted));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) {
    String[] shifted = new String[2];
    for (int i = 0; i < 2; i++) {
      shifted[i] = Quantization.asInt32(graph, graph.input(i));
      if (context.hasInput(ZERO_POINTS + i)) {
        String points = Quantization.asInt32(graph, graph.input(ZERO_POINTS + i));
        int[] dims = points(context.inputShape(ZERO_POINTS + i), i).toArray();
        shifted[i] = graph.add("Sub", shifted[i], graph.reshape(points, dims));
      }
    }
    graph.output(0, graph.add("MatMul", shifted[0], shifted[1]));
    return true;
  }
}
