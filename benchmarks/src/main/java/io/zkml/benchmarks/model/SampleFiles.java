package io.zkml.benchmarks.model;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.IdxArray;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.data.NpyReader;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of inputs: IDX, plain or compressed, or NumPy arrays; the content decides. */
public final class SampleFiles {

  private static final int NPY_FIRST_BYTE = 0x93;

  private SampleFiles() {}

  /**
   * Reads a file.
   *
   * @param shape of one input
   * @throws DatasetFormatException if the file is damaged, or its items do not fit the shape
   */
  public static Samples read(Path file, TensorShape shape)
      throws IOException, DatasetFormatException {
    try {
      return isNpy(file) ? npy(file, shape) : idx(file, shape);
    } catch (DatasetFormatException e) {
      throw new DatasetFormatException(file + ": " + e.getMessage());
    }
  }

  private static boolean isNpy(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == NPY_FIRST_BYTE;
    }
  }

  private static Samples npy(Path file, TensorShape shape)
      throws IOException, DatasetFormatException {
    FloatTensor array = new NpyReader().read(file);
    if (array.size() == 0 || array.size() % shape.elements() != 0) {
      throw new DatasetFormatException(
          "an array of shape " + array.shape() + " is not made of inputs of shape " + shape);
    }
    return new NpySamples(array, shape);
  }

  private static Samples idx(Path file, TensorShape shape)
      throws IOException, DatasetFormatException {
    IdxArray items = new IdxReader().read(file);
    if (items.count() == 0 || items.itemSize() != shape.elements()) {
      throw new DatasetFormatException(
          items.count() + " items of " + items.itemSize() + " bytes are not inputs of " + shape);
    }
    return new IdxSamples(items, null);
  }
}
