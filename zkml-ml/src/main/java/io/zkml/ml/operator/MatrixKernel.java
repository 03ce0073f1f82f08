package io.zkml.ml.operator;

/** Products of row-major matrices in float64. */
final class MatrixKernel {
  private MatrixKernel() {}

  /**
   * Adds {@code A B} to {@code C}, with A [rows, depth], B [depth, columns], C [rows, columns],
   * each beginning at its offset.
   */
  static void addProduct(
      double[] a, int aBase, double[] b, int bBase, double[] c, int cBase, MatrixShape shape) {
    int columns = shape.columns();
    for (int row = 0; row < shape.rows(); row++) {
      int to = cBase + row * columns;
      for (int k = 0; k < shape.depth(); k++) {
        double factor = a[aBase + row * shape.depth() + k];
        int from = bBase + k * columns;
        for (int column = 0; column < columns; column++) {
          c[to + column] += factor * b[from + column];
        }
      }
    }
  }

  /** {@code C = A B^T} with A [rows, depth], B [columns, depth]. */
  static void productTransposed(double[] a, double[] b, double[] c, MatrixShape shape) {
    int depth = shape.depth();
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        c[row * shape.columns() + column] = dot(a, row * depth, b, column * depth, depth);
      }
    }
  }

  /** Four running sums, since one would wait for itself at every step. */
  private static double dot(double[] a, int aBase, double[] b, int bBase, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      s0 += a[aBase + i] * b[bBase + i];
      s1 += a[aBase + i + 1] * b[bBase + i + 1];
      s2 += a[aBase + i + 2] * b[bBase + i + 2];
      s3 += a[aBase + i + 3] * b[bBase + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[aBase + i] * b[bBase + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The transpose of a matrix [rows, columns]. */
  static double[] transposed(double[] matrix, int rows, int columns) {
    double[] out = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        out[column * rows + row] = matrix[row * columns + column];
      }
    }
    return out;
  }
}
