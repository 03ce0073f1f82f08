package io.zkml.examples;

import io.zkml.ml.CompiledModel;
import io.zkml.ml.ModelCompiler;
import io.zkml.ml.accuracy.AccuracyReport;
import io.zkml.ml.accuracy.TestSet;
import io.zkml.ml.data.DatasetFormatException;
import io.zkml.ml.data.NpyReader;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.OnnxFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures how far a compiled model is from its float model: {@code Accuracy DATA_FOLDER
 * OUTPUT_FOLDER [options]}. The report goes to the output stream, and as a page and as JSON to
 * files. Exit status 0 if it was made, 2 if a file or the command line is not usable.
 */
public final class Accuracy {

  private static final int UNUSABLE = 2;
  private static final int CALIBRATION = 2000;

  private static final String USAGE =
      """
      usage: accuracy [options] [MODEL]                         a fmnist model of data/models, on its test images
             accuracy [options] FILE.onnx CALIBRATION.npy INPUTS.npy [LABELS.npy]
      options: --policy economy|balanced|precise   --samples N   --out FOLDER\
      """;

  private final PrintStream out;

  Accuracy(PrintStream out) {
    this.out = out;
  }

  /** Makes a report. */
  public static void main(String[] args) throws Exception {
    System.exit(new Accuracy(System.out).run(args));
  }

  int run(String... args) throws IOException {
    try {
      Path data = Path.of(args[0]);
      List<String> rest = Arrays.asList(args).subList(2, args.length);
      ReportOptions options = ReportOptions.parse(Path.of(args[1]), rest);
      AccuracyReport report =
          switch (options.files().size()) {
            case 0, 1 -> fashionMnist(data, options);
            case 3, 4 -> own(options);
            default -> throw new IllegalArgumentException("the command line is not understood");
          };
      write(report, options.folder());
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage() + "\n" + USAGE);
    } catch (NoSuchFileException e) {
      System.err.println("error: there is no file " + e.getMessage());
    } catch (OnnxFormatException | UnsupportedModelException | DatasetFormatException e) {
      System.err.println("error: " + e.getMessage());
    }
    return UNUSABLE;
  }

  private static AccuracyReport fashionMnist(Path data, ReportOptions options)
      throws IOException, OnnxFormatException, UnsupportedModelException, DatasetFormatException {
    String name = options.files().isEmpty() ? "fmnist_lenet5" : options.files().getFirst();
    FashionMnist images = FashionMnist.load(data);
    int count = Math.min(options.samples(), images.test().count());
    ModelCompiler compiler =
        ModelCompiler.of(data.resolve("models").resolve(name + ".onnx"))
            .calibration(images.calibrationImages(CALIBRATION))
            .policy(options.policy());
    CompiledModel model = compiler.compile();
    String set = String.format(Locale.ROOT, "the first %,d Fashion-MNIST test images", count);
    List<FloatTensor> samples = IntStream.range(0, count).mapToObj(images::image).toList();
    List<Integer> labels = IntStream.range(0, count).map(images::label).boxed().toList();
    return AccuracyReport.of(
        name, model, compiler.floatModel(), TestSet.of(set, model, samples, labels));
  }

  private static AccuracyReport own(ReportOptions options)
      throws IOException, OnnxFormatException, UnsupportedModelException, DatasetFormatException {
    List<Path> files = options.files().stream().map(Path::of).toList();
    ModelCompiler compiler = ModelCompiler.of(files.getFirst()).policy(options.policy());
    options.fixDimensions(compiler);
    TensorShape shape = compiler.floatModel().graph().inputs().getFirst().shape();
    compiler.calibration(items(files.get(1), shape, Integer.MAX_VALUE));
    CompiledModel model = compiler.compile();
    List<FloatTensor> samples = items(files.get(2), shape, options.samples());
    List<Integer> labels = files.size() == 3 ? List.of() : labels(files.get(3), samples.size());
    String set = "the first " + samples.size() + " of " + files.get(2).getFileName();
    String name = ReportOptions.name(files.getFirst());
    return AccuracyReport.of(
        name, model, compiler.floatModel(), TestSet.of(set, model, samples, labels));
  }

  private static List<FloatTensor> items(Path file, TensorShape shape, int most)
      throws IOException, DatasetFormatException {
    FloatTensor all = new NpyReader().read(file);
    int size = Math.toIntExact(shape.elements());
    if (all.size() == 0 || all.size() % size != 0) {
      throw new IllegalArgumentException(
          file + " has " + all.size() + " numbers; an input has " + size);
    }
    return IntStream.range(0, Math.min(most, all.size() / size))
        .mapToObj(
            i -> FloatTensor.of(shape, Arrays.copyOfRange(all.data(), i * size, (i + 1) * size)))
        .toList();
  }

  private static List<Integer> labels(Path file, int count)
      throws IOException, DatasetFormatException {
    FloatTensor all = new NpyReader().read(file);
    if (all.size() < count) {
      throw new IllegalArgumentException(file + " has " + all.size() + " labels, not " + count);
    }
    return IntStream.range(0, count).mapToObj(i -> (int) all.get(i)).toList();
  }

  private void write(AccuracyReport report, Path folder) throws IOException {
    out.print(report);
    Files.createDirectories(folder);
    Path page = folder.resolve("accuracy-" + report.model() + ".html");
    Files.writeString(page, report.toHtml());
    Files.writeString(
        folder.resolve("accuracy-" + report.model() + ".json"), report.toJson() + "\n");
    out.println("\nas a page: " + page + ", beside it as JSON");
  }
}
