package io.zkml.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes measured figures into a text: {@code ReadmeFigures README JSON} replaces what stands
 * between the two markers by a table of the JSON lines.
 */
public final class ReadmeFigures {

  static final String BEGIN = "<!-- figures: written by benchmarks/update-readme -->";
  static final String END = "<!-- end of figures -->";

  private static final String HEAD =
      """
      | model | parameters / MACs | prove, warm (cold) | verify, warm (cold) | proof | key | peak memory | right / changed / lowest cosine |
      |---|---|---|---|---|---|---|---|
      """;

  private ReadmeFigures() {}

  /** Rewrites the file. */
  public static void main(String[] args) throws IOException {
    Path readme = Path.of(args[0]);
    List<Map<String, String>> runs = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[1]))) {
      runs.add(FlatJson.read(line));
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Files.writeString(readme, replace(Files.readString(readme), section(runs, today)));
  }

  /**
   * The text with another section between the markers.
   *
   * @throws IllegalArgumentException if the markers are missing
   */
  static String replace(String text, String section) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the markers of the figures are missing");
    }
    return text.substring(0, begin + BEGIN.length())
        + "\n\n"
        + section
        + "\n"
        + text.substring(end);
  }

  /** The measurements as a table. */
  static String section(List<Map<String, String>> runs, LocalDate date) {
    Map<String, String> first = runs.getFirst();
    StringBuilder out = new StringBuilder();
    out.append(date).append(": ").append(text(first, "cpu")).append(", ");
    out.append(text(first, "cores")).append(" cores, JDK ").append(text(first, "jdk"));
    out.append("; parameter set ").append(text(first, "params"));
    out.append(" (at least ").append(leastBits(runs)).append(" provable bits).\n\n").append(HEAD);
    for (Map<String, String> run : runs) {
      out.append(row(run)).append('\n');
    }
    return out.toString();
  }

  private static String leastBits(List<Map<String, String>> runs) {
    double least = runs.stream().mapToDouble(run -> number(run, "provenBits")).min().orElseThrow();
    return String.format(Locale.ROOT, "%.1f", Math.floor(least * 10) / 10);
  }

  private static String row(Map<String, String> run) {
    boolean usual =
        text(run, "kernels").equals("auto") && text(run, "threads").equals(text(run, "cores"));
    String how =
        usual ? "" : ", " + text(run, "kernels") + " kernels, threads: " + text(run, "threads");
    return String.format(
        Locale.ROOT,
        "| %s%s | %,.0f / %.2f M | %.3f s (%.1f s) | %.1f ms (%.0f ms) | %.0f KB | %.1f KB | %.0f"
            + " MiB | %s |",
        text(run, "model"),
        how,
        number(run, "parameters"),
        number(run, "macs") / 1e6,
        number(run, "proveSeconds"),
        number(run, "proveColdSeconds"),
        number(run, "verifyMillis"),
        number(run, "verifyColdMillis"),
        number(run, "proofBytes") / 1e3,
        number(run, "verifyingKeyBytes") / 1e3,
        number(run, "peakRssMiB"),
        accuracy(run));
  }

  private static String accuracy(Map<String, String> run) {
    if (!run.containsKey("changedPredictions")) {
      return "";
    }
    double right = 100 * number(run, "taskAccuracy");
    return String.format(
        Locale.ROOT,
        "%s / %s / %.7f",
        Double.isNaN(right) ? "-" : String.format(Locale.ROOT, "%.2f %%", right),
        text(run, "changedPredictions"),
        number(run, "lowestCosine"));
  }

  private static double number(Map<String, String> run, String name) {
    String value = text(run, name);
    return value.equals("null") ? Double.NaN : Double.parseDouble(value);
  }

  private static String text(Map<String, String> run, String name) {
    String value = run.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a run without " + name);
    }
    return value;
  }
}
