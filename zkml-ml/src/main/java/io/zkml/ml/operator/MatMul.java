package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * {@code MatMul} as NumPy's {@code matmul}: matrices in the last two dimensions, the others
 * broadcast; a vector counts as a row on the left and as a column on the right.
 */
public final class MatMul implements Operator {
  MatMul() {}

  @Override
  public String name() {
    return "MatMul";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(2, 2);
  }

  /** Sizes of each matrix product. */
  public static MatrixShape sizes(NodeContext context) throws OperatorException {
    TensorShape a = left(context);
    TensorShape b = right(context);
    int depth = a.dim(a.rank() - 1);
    Args.require(
        depth == b.dim(b.rank() - 2),
        "the shapes " + context.inputShape(0) + " and " + context.inputShape(1) + " don't fit");
    return new MatrixShape(a.dim(a.rank() - 2), depth, b.dim(b.rank() - 1));
  }

  private static TensorShape left(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    Args.require(shape.rank() > 0, "the first input is a scalar");
    return shape.rank() > 1 ? shape : TensorShape.of(1, shape.dim(0));
  }

  private static TensorShape right(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(1);
    Args.require(shape.rank() > 0, "the second input is a scalar");
    return shape.rank() > 1 ? shape : TensorShape.of(shape.dim(0), 1);
  }

  /** Dimensions before the last two. */
  private static TensorShape batch(TensorShape shape) {
    return TensorShape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    return productShape(context);
  }

  /** The shape of a node's output, the product of its first two inputs. */
  static List<TensorShape> productShape(NodeContext context) throws OperatorException {
    MatrixShape sizes = sizes(context);
    TensorShape batch = Broadcast.shape(batch(left(context)), batch(right(context)));
    int[] dims = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
    int count = batch.rank();
    if (context.inputShape(0).rank() > 1) {
      dims[count++] = sizes.rows();
    }
    if (context.inputShape(1).rank() > 1) {
      dims[count++] = sizes.columns();
    }
    return List.of(TensorShape.of(Arrays.copyOf(dims, count)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    return product(context, inputs);
  }

  /** A node's output: the product of the first two tensors, which have its inputs' shapes. */
  static List<FloatTensor> product(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    MatrixShape sizes = sizes(context);
    TensorShape a = batch(left(context));
    TensorShape b = batch(right(context));
    TensorShape batch = Broadcast.shape(a, b);
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    StridedWalk aWalk = new StridedWalk(batch, Broadcast.strides(a, batch));
    StridedWalk bWalk = new StridedWalk(batch, Broadcast.strides(b, batch));
    int matrix = sizes.rows() * sizes.columns();
    for (int base = 0; base < out.length; base += matrix) {
      MatrixKernel.addProduct(
          inputs.get(0).data(),
          aWalk.next() * sizes.rows() * sizes.depth(),
          inputs.get(1).data(),
          bWalk.next() * sizes.depth() * sizes.columns(),
          out,
          base,
          sizes);
    }
    FloatTensor product = FloatTensor.of(context.outputShape(0), out);
    return List.of(Wrap.wrap(context.outputType(0), product));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    FloatTensor b = context.constant(1).orElse(null);
    if (b == null || b.shape().rank() != 2 || !context.outputType(0).isFloat()) {
      QuantMatrices.product(context, builder);
      return;
    }
    int depth = b.shape().dim(0);
    int columns = b.shape().dim(1);
    double[] transposed = MatrixKernel.transposed(b.data(), depth, columns);
    QuantMatrices.emit(
        context,
        builder,
        builder.view(context.node().input(0)),
        FloatTensor.of(TensorShape.of(columns, depth), transposed),
        FloatTensor.vector(new double[columns]));
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
