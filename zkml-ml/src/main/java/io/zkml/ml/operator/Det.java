package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;
import java.util.List;

/** {@code Det}: determinants of the square matrices in the last two axes. */
public final class Det implements Operator {
  Det() {}

  @Override
  public String name() {
    return "Det";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(1, 1);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int rank = shape.rank();
    Args.require(
        rank >= 2 && shape.dim(rank - 1) == shape.dim(rank - 2),
        "the input has shape " + shape + ", needed are square matrices");
    return List.of(TensorShape.of(Arrays.copyOf(shape.toArray(), rank - 2)));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs) {
    TensorShape shape = context.inputShape(0);
    int n = shape.dim(shape.rank() - 1);
    double[] out = new double[Math.toIntExact(context.outputShape(0).elements())];
    for (int i = 0; i < out.length; i++) {
      out[i] = determinant(Arrays.copyOfRange(inputs.get(0).data(), i * n * n, (i + 1) * n * n), n);
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  /** Gaussian elimination in place, with the largest pivot. */
  private static double determinant(double[] m, int n) {
    double product = 1;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int row = k + 1; row < n; row++) {
        pivot = Math.abs(m[row * n + k]) > Math.abs(m[pivot * n + k]) ? row : pivot;
      }
      double p = m[pivot * n + k];
      if (p == 0) {
        return 0;
      }
      product *= pivot == k ? p : -p;
      for (int column = 0; column < n; column++) {
        double swapped = m[k * n + column];
        m[k * n + column] = m[pivot * n + column];
        m[pivot * n + column] = swapped;
      }
      for (int row = k + 1; row < n; row++) {
        double factor = m[row * n + k] / p;
        for (int column = k; column < n; column++) {
          m[row * n + column] -= factor * m[k * n + column];
        }
      }
    }
    return product;
  }
}
