package io.zkml.benchmarks.run;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Inputs in the folder of a run, flat. */
final class InputFiles {

  private InputFiles() {}

  static void write(Path folder, int index, FloatTensor input) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(input.size() * Double.BYTES);
    bytes.asDoubleBuffer().put(input.data());
    Files.write(file(folder, index), bytes.array());
  }

  static FloatTensor read(Path folder, int index) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file(folder, index)));
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return FloatTensor.of(TensorShape.of(values.length), values);
  }

  private static Path file(Path folder, int index) {
    return folder.resolve("input-" + index + ".f64");
  }
}
