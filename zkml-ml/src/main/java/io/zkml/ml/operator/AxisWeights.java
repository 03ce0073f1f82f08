package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear map along one axis: every output is a weighted sum of neighbouring inputs. Interpolation
 * of several axes is one such map after the other.
 *
 * @param rows one for every output position; null where the output is a fill value
 */
record AxisWeights(List<@Nullable Row> rows) {
  /**
   * Weights of one output.
   *
   * @param positions input positions
   * @param weights as many weights
   */
  record Row(int[] positions, double[] weights) {}

  /** The map as a matrix {@code [outputs, input]}; 0 where an output is a fill value. */
  FloatTensor matrix(int input) {
    double[] out = new double[rows.size() * input];
    for (int o = 0; o < rows.size(); o++) {
      Row row = rows.get(o);
      for (int k = 0; row != null && k < row.positions().length; k++) {
        out[o * input + row.positions()[k]] += row.weights()[k];
      }
    }
    return FloatTensor.of(TensorShape.of(rows.size(), input), out);
  }

  /** Applies the map to an axis of a tensor. */
  FloatTensor apply(FloatTensor tensor, int axis, double fill) {
    TensorShape shape = tensor.shape();
    TensorShape target = shape.withDim(axis, rows.size());
    int outer = Math.toIntExact(shape.elements(0, axis));
    int inner = Math.toIntExact(shape.elements(axis + 1, shape.rank()));
    double[] out = new double[Math.toIntExact(target.elements())];
    for (int o = 0; o < rows.size(); o++) {
      Row row = rows.get(o);
      for (int i = 0; i < outer; i++) {
        int to = (i * rows.size() + o) * inner;
        if (row == null) {
          Arrays.fill(out, to, to + inner, fill);
        } else {
          addRow(row, tensor.data(), i * shape.dim(axis), out, to, inner);
        }
      }
    }
    return FloatTensor.of(target, out);
  }

  private static void addRow(Row row, double[] in, int first, double[] out, int to, int inner) {
    for (int k = 0; k < row.positions().length; k++) {
      double weight = row.weights()[k];
      int from = (first + row.positions()[k]) * inner;
      for (int j = 0; j < inner && weight != 0; j++) {
        out[to + j] += weight * in[from + j];
      }
    }
  }
}
