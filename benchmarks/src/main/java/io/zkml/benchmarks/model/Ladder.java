package io.zkml.benchmarks.model;

import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.IdxReader;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.NumericPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The models that are measured for every release: four trained ones on Fashion-MNIST, boosted trees
 * on German Credit, and three architectures that other systems publish figures of, with seeded
 * random weights.
 */
public enum Ladder {
  /** Perceptron 784-128-64-10. */
  FMNIST_MLP("fmnist_mlp", "512m"),
  /** LeNet-5. */
  FMNIST_LENET5("fmnist_lenet5", "512m"),
  /** A small MobileNetV2. */
  FMNIST_MBV2("fmnist_mbv2", "512m"),
  /** A long short-term memory over the 28 rows. */
  FMNIST_LSTM("fmnist_lstm", "1g"),
  /** 100 boosted trees, one applicant. */
  GERMAN_XGB("german_xgb", "512m"),
  /** The same trees, all 300 applicants of the test data in one proof. */
  GERMAN_XGB_300("german_xgb:300", "1g"),
  /** Convolutions 3-32-64 of 3 x 3 with ReLU and maxima, 4096-10. */
  CIFAR_CNN60K("cifar_cnn60k", "512m"),
  /** Convolutions 3-12-33 of 5 x 5 with ReLU and maxima, 825-251-175-10. */
  CNN_264K("cnn_264k", "512m"),
  /** Perceptron 4-1000-1000-1000-1000-1000-3. */
  DENSE_4M("dense_4m", "1g");

  private static final long SEED = 1;
  private static final TensorShape IMAGE = TensorShape.of(1, 3, 32, 32);
  private static final int APPLICANTS = 300;

  /** Ranks are small; only probabilities are rounded. */
  private static final NumericPolicy TREES = new NumericPolicy(12, 11);

  private static final TensorShape FOUR = TensorShape.of(1, 4);

  private final String id;
  private final String heap;

  Ladder(String id, String heap) {
    this.id = id;
    this.heap = heap;
  }

  /** The name in commands and reports. */
  public String id() {
    return id;
  }

  /** The heap that it must run in, as an option of java. */
  public String heap() {
    return heap;
  }

  /**
   * Its files, read or generated.
   *
   * @param data the project's data folder
   * @param folder where a generated model goes
   */
  public Workload workload(Path data, Path folder) throws IOException, DatasetFormatException {
    return switch (this) {
      case FMNIST_MLP, FMNIST_LENET5, FMNIST_MBV2, FMNIST_LSTM -> fashionMnist(data);
      case GERMAN_XGB -> germanCredit(data, 1);
      case GERMAN_XGB_300 -> germanCredit(data, APPLICANTS);
      case CIFAR_CNN60K, CNN_264K -> generated(folder, IMAGE);
      case DENSE_4M -> generated(folder, FOUR);
    };
  }

  private Workload fashionMnist(Path data) throws IOException, DatasetFormatException {
    IdxReader reader = new IdxReader();
    Path images = data.resolve("fashion-mnist");
    Samples calibration =
        new IdxSamples(reader.read(images.resolve("calibration-images-idx3-ubyte.gz")), null);
    Samples test =
        new IdxSamples(
            reader.read(images.resolve("test-images-idx3-ubyte.gz")),
            reader.read(images.resolve("test-labels-idx1-ubyte.gz")));
    return new Workload(id, data.resolve("models/" + id + ".onnx"), null, calibration, test);
  }

  private Workload germanCredit(Path data, int rows) throws IOException {
    TableSamples table = TableSamples.read(data.resolve("german-credit/test.csv"), rows);
    Path onnx = data.resolve("models/german_xgb.onnx");
    return new Workload(id, onnx, table.shape(), TREES, table, table);
  }

  private Workload generated(Path folder, TensorShape shape) throws IOException {
    Path file = Files.write(folder.resolve(id + ".onnx"), generate());
    return new Workload(
        id, file, null, new RandomSamples(shape, SEED), new RandomSamples(shape, SEED + 1));
  }

  /**
   * The ONNX file of a generated model: always the same bytes.
   *
   * @throws IllegalStateException if the model is not generated
   */
  byte[] generate() {
    return switch (this) {
      case CIFAR_CNN60K ->
          new NetworkWriter(id, SEED, List.of(1, 3, 32, 32))
              .conv(32, 3, 1)
              .relu()
              .maxPool()
              .conv(64, 3, 1)
              .relu()
              .maxPool()
              .flatten()
              .gemm(10)
              .toBytes();
      case CNN_264K ->
          new NetworkWriter(id, SEED, List.of(1, 3, 32, 32))
              .conv(12, 5, 0)
              .relu()
              .maxPool()
              .conv(33, 5, 0)
              .relu()
              .maxPool()
              .flatten()
              .gemm(251)
              .relu()
              .gemm(175)
              .relu()
              .gemm(10)
              .toBytes();
      case DENSE_4M -> dense();
      case FMNIST_MLP, FMNIST_LENET5, FMNIST_MBV2, FMNIST_LSTM, GERMAN_XGB, GERMAN_XGB_300 ->
          throw new IllegalStateException(id + " is not generated");
    };
  }

  private byte[] dense() {
    NetworkWriter network = new NetworkWriter(id, SEED, List.of(1, 4));
    for (int i = 0; i < 5; i++) {
      network.gemm(1000).relu();
    }
    return network.gemm(3).toBytes();
  }
}
