package io.zkml.examples;

import io.zkml.ml.ModelCompiler;
import io.zkml.ml.quant.NumericPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a report.
 *
 * @param files what the report is about, in the order given
 * @param policy how finely to quantise
 * @param samples how many test inputs to take at most
 * @param dimensions sizes of dynamic dimensions, each NAME=SIZE
 * @param folder where page and JSON file go
 */
record ReportOptions(
    List<String> files, NumericPolicy policy, int samples, List<String> dimensions, Path folder) {

  private static final String ALL = "1000000";

  /** Copies the lists. */
  ReportOptions {
    files = List.copyOf(files);
    dimensions = List.copyOf(dimensions);
  }

  /**
   * Reads a command line.
   *
   * @param folder where reports go unless the command line says otherwise
   * @throws IllegalArgumentException if it is not one
   */
  static ReportOptions parse(Path folder, List<String> args) {
    List<String> rest = new ArrayList<>(args);
    NumericPolicy policy = NumericPolicy.named(take(rest, "--policy", "balanced"));
    int samples = Integer.parseInt(take(rest, "--samples", ALL));
    Path out = Path.of(take(rest, "--out", folder.toString()));
    List<String> dimensions = new ArrayList<>();
    while (rest.contains("--dimension")) {
      dimensions.add(take(rest, "--dimension", ""));
    }
    if (samples < 1 || !dimensions.stream().allMatch(d -> d.matches(".+=[0-9]{1,9}"))) {
      throw new IllegalArgumentException("the command line is not understood");
    }
    for (String file : rest) {
      if (file.startsWith("-")) {
        throw new IllegalArgumentException("there is no option " + file);
      }
    }
    return new ReportOptions(rest, policy, samples, dimensions, out);
  }

  /** Fixes the dynamic dimensions that the command line names. */
  void fixDimensions(ModelCompiler compiler) {
    for (String dimension : dimensions) {
      int at = dimension.lastIndexOf('=');
      compiler.dimension(dimension.substring(0, at), Integer.parseInt(dimension.substring(at + 1)));
    }
  }

  /** A file's name without folder and ending. */
  static String name(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.[a-z]+$", "");
  }

  /** Takes an option and its value out of the list. */
  private static String take(List<String> rest, String option, String otherwise) {
    int at = rest.indexOf(option);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 == rest.size()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    rest.remove(at);
    return rest.remove(at);
  }
}
