package io.zkml.examples;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.IdxArray;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.graph.FloatTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images in the project's {@code data} folder, pixels from 0 to 1.
 *
 * @param calibration training images
 * @param test test images
 * @param labels their classes
 */
record FashionMnist(IdxArray calibration, IdxArray test, IdxArray labels) {

  private static final double WHITE = 255;

  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");

  static FashionMnist load(Path data) throws IOException, DatasetFormatException {
    Path folder = data.resolve("fashion-mnist");
    IdxReader reader = new IdxReader();
    return new FashionMnist(
        reader.read(folder.resolve("calibration-images-idx3-ubyte.gz")),
        reader.read(folder.resolve("test-images-idx3-ubyte.gz")),
        reader.read(folder.resolve("test-labels-idx1-ubyte.gz")));
  }

  static String className(int label) {
    return label + " " + CLASSES.get(label);
  }

  FloatTensor image(int index) {
    return test.item(index, WHITE);
  }

  int label(int index) {
    return labels.label(index);
  }

  List<FloatTensor> calibrationImages(int count) {
    return IntStream.range(0, count).mapToObj(i -> calibration.item(i, WHITE)).toList();
  }
}
