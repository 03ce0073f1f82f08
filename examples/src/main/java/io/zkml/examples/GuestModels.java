package io.zkml.examples;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.guest.ModelHeader;
import io.zkml.ml.quant.NumericPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Compiles the models that the guests in {@code examples/guests} call: {@code GuestModels DATA
 * FOLDER [plain]} writes {@code NAME.model}, which {@link RunElf} takes, and {@code NAME.h}, which
 * the guest includes; with {@code plain} also {@code NAME.c}, the model in plain C.
 */
public final class GuestModels {

  private static final int CALIBRATION = 500;
  private static final int FEATURES = 61;

  /** What the guest {@code loan} divides the nine numbers of an applicant by. */
  private static final double[] SCALES = {72, 20000, 4, 4, 75, 4, 2, 1, 1};

  private GuestModels() {}

  /** Writes all files. */
  public static void main(String[] args) throws Exception {
    if (args.length < 2 || args.length > 3 || (args.length == 3 && !args[2].equals("plain"))) {
      System.err.println("usage: GuestModels DATA FOLDER [plain]");
      System.exit(2);
    }
    Path data = Path.of(args[0]);
    Path folder = Path.of(args[1]);
    write(folder, "credit", credit(data), args.length == 3);
    write(folder, "lenet", lenet(data), args.length == 3);
  }

  /** The credit model: a window of 12 bits is enough for it, and its tables are small. */
  static CompiledModel credit(Path data) throws Exception {
    return ModelCompiler.of(data.resolve("models/credit_mlp.onnx"))
        .calibration(applicants(data.resolve("german-credit/test.csv")))
        .policy(new NumericPolicy(12, 10))
        .compile();
  }

  /** LeNet-5, as finely as the compiler does by default. */
  static CompiledModel lenet(Path data) throws Exception {
    return ModelCompiler.of(data.resolve("models/fmnist_lenet5.onnx"))
        .calibration(FashionMnist.load(data).calibrationImages(CALIBRATION))
        .compile();
  }

  private static List<FloatTensor> applicants(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(GuestModels::applicant).toList();
  }

  private static FloatTensor applicant(String line) {
    double[] features =
        Arrays.stream(line.split(",", -1)).limit(FEATURES).mapToDouble(Double::valueOf).toArray();
    for (int i = 0; i < SCALES.length; i++) {
      features[i] /= SCALES[i];
    }
    return FloatTensor.of(TensorShape.of(1, FEATURES), features);
  }

  private static void write(Path folder, String name, CompiledModel model, boolean plain)
      throws IOException {
    model.save(folder.resolve(name + ".model"));
    int first = 0;
    Files.writeString(folder.resolve(name + ".h"), ModelHeader.of(model, name, first));
    if (plain) {
      Files.writeString(folder.resolve(name + ".c"), ModelHeader.plain(model, name));
    }
  }
}
