package io.zkml.benchmarks.model;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of a table, {@code height} to an input: input i begins with row i, and after the last row
 * comes the first.
 *
 * @param rows features of every row
 */
record TableSamples(List<double[]> rows, int height) implements Samples {

  /** A file of comma-separated numbers under one line of names; the last column is left out. */
  static TableSamples read(Path csv, int height) throws IOException {
    List<double[]> rows =
        Files.readAllLines(csv).stream()
            .skip(1)
            .map(line -> {
              double[] row =
                  Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
              return Arrays.copyOf(row, row.length - 1);
            })
            .toList();
    return new TableSamples(rows, height);
  }

  /** Shape of an input. */
  TensorShape shape() {
    return TensorShape.of(height, rows.getFirst().length);
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public FloatTensor get(int index) {
    int width = rows.getFirst().length;
    double[] data = new double[height * width];
    for (int i = 0; i < height; i++) {
      System.arraycopy(rows.get((index + i) % rows.size()), 0, data, i * width, width);
    }
    return FloatTensor.of(shape(), data);
  }
}
