package io.zkml.examples;

import io.zkml.ml.ModelCompiler;
import io.zkml.ml.ModelInspection;
import io.zkml.ml.onnx.OnnxFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Says which nodes of a model can be proven, and what a proof would cost: {@code Inspect
 * DATA_FOLDER OUTPUT_FOLDER [options] [FILE.onnx]}. The report goes to the output stream, and as a
 * page and as JSON to files. Exit status 0 if the model can be proven, 1 if not, 2 if a file or the
 * command line is not usable.
 */
public final class Inspect {

  private static final int REFUSED = 1;
  private static final int UNUSABLE = 2;

  private static final String USAGE =
      """
      usage: inspect [options] [FILE.onnx]
      options: --policy economy|balanced|precise   --dimension NAME=SIZE   --out FOLDER\
      """;

  private final PrintStream out;

  Inspect(PrintStream out) {
    this.out = out;
  }

  /** Makes a report. */
  public static void main(String[] args) throws IOException {
    System.exit(new Inspect(System.out).run(args));
  }

  int run(String... args) throws IOException {
    try {
      ReportOptions options =
          ReportOptions.parse(Path.of(args[1]), Arrays.asList(args).subList(2, args.length));
      if (options.files().size() > 1) {
        throw new IllegalArgumentException("one model at a time");
      }
      Path file =
          options.files().isEmpty()
              ? Path.of(args[0], "models", "fmnist_lenet5.onnx")
              : Path.of(options.files().getFirst());
      ModelCompiler compiler = ModelCompiler.of(file).policy(options.policy());
      options.fixDimensions(compiler);
      ModelInspection inspection = compiler.inspect();
      write(ReportOptions.name(file), inspection, options.folder());
      return inspection.isProvable() ? 0 : REFUSED;
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage() + "\n" + USAGE);
    } catch (NoSuchFileException e) {
      System.err.println("error: there is no file " + e.getMessage());
    } catch (OnnxFormatException e) {
      System.err.println("error: " + e.getMessage());
    }
    return UNUSABLE;
  }

  private void write(String model, ModelInspection inspection, Path folder) throws IOException {
    out.print(inspection);
    Files.createDirectories(folder);
    Path page = folder.resolve("inspect-" + model + ".html");
    Files.writeString(page, inspection.toHtml(model));
    Files.writeString(folder.resolve("inspect-" + model + ".json"), inspection.toJson() + "\n");
    out.println("\nas a page: " + page + ", beside it as JSON");
  }
}
