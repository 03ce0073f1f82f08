package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import io.zkml.ml.quant.QuantBuilder;
import java.util.List;

/**
 * {@code Gemm}: {@code alpha A' B' + beta C}, where A' and B' are the matrices or their transposes
 * and C broadcasts to the product.
 */
public final class Gemm implements Operator {
  private static final int OPTIONAL_C_OPSET = 11;
  private static final int BIAS = 2;

  Gemm() {}

  @Override
  public String name() {
    return "Gemm";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(opset >= OPTIONAL_C_OPSET ? 2 : 3, 3)
        .with("alpha", AttributeKind.FLOAT)
        .with("beta", AttributeKind.FLOAT)
        .with("transA", AttributeKind.INT)
        .with("transB", AttributeKind.INT);
  }

  /** True if A is transposed. */
  public static boolean transA(Attributes attributes) {
    return attributes.intValue("transA", 0) != 0;
  }

  /** True if B is transposed. */
  public static boolean transB(Attributes attributes) {
    return attributes.intValue("transB", 0) != 0;
  }

  /** Factor of the product. */
  public static double alpha(Attributes attributes) {
    return attributes.floatValue("alpha", 1);
  }

  /** Factor of C. */
  public static double beta(Attributes attributes) {
    return attributes.floatValue("beta", 1);
  }

  /** Sizes of the product, transposes resolved. */
  public static MatrixShape sizes(NodeContext context) throws OperatorException {
    TensorShape a = context.inputShape(0);
    TensorShape b = context.inputShape(1);
    Args.require(a.rank() == 2 && b.rank() == 2, "matrices of shape " + a + " and " + b);
    int aRows = transA(context.attributes()) ? 1 : 0;
    int bRows = transB(context.attributes()) ? 1 : 0;
    Args.require(a.dim(1 - aRows) == b.dim(bRows), "the shapes " + a + " and " + b + " don't fit");
    return new MatrixShape(a.dim(aRows), b.dim(bRows), b.dim(1 - bRows));
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    MatrixShape sizes = sizes(context);
    TensorShape target = TensorShape.of(sizes.rows(), sizes.columns());
    if (context.hasInput(BIAS)) {
      TensorShape bias = context.inputShape(BIAS);
      Args.require(
          Broadcast.shape(bias, target).equals(target),
          "C of shape " + bias + " doesn't broadcast to " + target);
    }
    return List.of(target);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Attributes attributes = context.attributes();
    MatrixShape sizes = sizes(context);
    double[] a = inputs.get(0).data();
    double[] b = inputs.get(1).data();
    if (transA(attributes)) {
      a = MatrixKernel.transposed(a, sizes.depth(), sizes.rows());
    }
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    if (transB(attributes)) {
      MatrixKernel.productTransposed(a, b, out, sizes);
    } else {
      MatrixKernel.addProduct(a, 0, b, 0, out, 0, sizes);
    }
    FloatTensor product = FloatTensor.of(context.outputShape(0), out);
    double alpha = alpha(attributes);
    double beta = inputs.find(BIAS).isPresent() ? beta(attributes) : 0;
    FloatTensor bias = inputs.find(BIAS).orElse(FloatTensor.scalar(0));
    return List.of(
        Broadcast.apply(product, bias, product.shape(), (xy, c) -> alpha * xy + beta * c));
  }

  @Override
  public void quantize(NodeContext context, QuantBuilder builder) throws OperatorException {
    Attributes attributes = context.attributes();
    FloatTensor b = context.constant(1).orElse(null);
    if (b == null || transA(attributes) || !isRow(context) || !context.outputType(0).isFloat()) {
      QuantMatrices.general(context, builder);
      return;
    }
    MatrixShape sizes = sizes(context);
    double[] data =
        transB(attributes)
            ? b.data().clone()
            : MatrixKernel.transposed(b.data(), sizes.depth(), sizes.columns());
    for (int i = 0; i < data.length; i++) {
      data[i] *= alpha(attributes);
    }
    FloatTensor weights = FloatTensor.of(TensorShape.of(sizes.columns(), sizes.depth()), data);
    QuantMatrices.emit(
        context, builder, builder.view(context.node().input(0)), weights, bias(context, sizes));
  }

  /** Whether C is left out or a constant that is equal for all rows. */
  private static boolean isRow(NodeContext context) {
    if (!context.hasInput(BIAS)) {
      return true;
    }
    FloatTensor c = context.constant(BIAS).orElse(null);
    TensorShape shape = context.outputShape(0);
    return c != null
        && (c.size() == 1
            || (c.size() == shape.dim(1) && c.shape().dim(c.shape().rank() - 1) == c.size()));
  }

  private static FloatTensor bias(NodeContext context, MatrixShape sizes) {
    double[] out = new double[sizes.columns()];
    FloatTensor c = context.constant(BIAS).orElse(FloatTensor.scalar(0));
    for (int i = 0; i < out.length; i++) {
      out[i] = beta(context.attributes()) * c.get(c.size() == 1 ? 0 : i);
    }
    return FloatTensor.vector(out);
  }

  @Override
  public boolean endsInRounding() {
    return true;
  }
}
