package io.zkml.ml;

import io.zkml.ml.ModelInspection.NodeReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The inspection for a terminal, and the sentences that the page has too. */
final class InspectionText {

  private static final int MIB = 20;

  private InspectionText() {}

  static String of(ModelInspection m) {
    StringBuilder out = new StringBuilder();
    out.append(verdict(m)).append('\n').append(conditions(m)).append("\n\n");
    line(
        out,
        "%-32s %-22s %-44s %9s %9s %9s %8s %8s",
        "node",
        "operator",
        "shapes",
        "cells",
        "lookups",
        "weights",
        "time",
        "heap");
    for (NodeReport n : m.nodes()) {
      if (n.isProvable()) {
        line(
            out,
            "%-32s %-22s %-44s %9s %9s %9s %8s %8s",
            n.name(),
            n.operator(),
            n.shapes(),
            count(n.cells()),
            count(n.lookups()),
            count(n.weights()),
            n.seconds() == 0 ? "" : time(n.seconds()),
            n.memoryBytes() == 0 ? "" : memory(n.memoryBytes()));
      } else {
        line(out, "%-32s %-22s %-44s %s", n.name(), n.operator(), n.shapes(), answer(n));
      }
    }
    m.problems().forEach(p -> out.append("model: ").append(p).append('\n'));
    out.append('\n');
    facts(m).forEach((name, value) -> line(out, "%-24s %s", name, value));
    return out.toString();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is Error Prone's own
  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  static String verdict(ModelInspection m) {
    if (m.isProvable()) {
      return "The model can be proven: all of its " + m.nodes().size() + " nodes can.";
    }
    long refused = count(m, ModelInspection.Status.REFUSED);
    long unknown = count(m, ModelInspection.Status.UNKNOWN);
    return "The model cannot be proven: of "
        + m.nodes().size()
        + " nodes "
        + refused
        + " are refused and "
        + unknown
        + " cannot be examined"
        + (m.problems().isEmpty() ? "." : "; other problems: " + m.problems().size() + ".");
  }

  private static long count(ModelInspection m, ModelInspection.Status status) {
    return m.nodes().stream().filter(n -> n.status() == status).count();
  }

  static String conditions(ModelInspection m) {
    return "Activations of %d bits in windows of %d bits, parameter set %s, %s."
        .formatted(
            m.policy().activationBits(),
            m.policy().windowBits(),
            m.parameterSet(),
            m.calibrated() ? "ranges from calibration data" : "no calibration data");
  }

  static String answer(NodeReport n) {
    return switch (n.status()) {
      case PROVABLE -> "provable";
      case CONSTANT -> "constant";
      case REFUSED -> "REFUSED: " + n.problem();
      case UNKNOWN -> "not examined: it reads what a refused node makes";
    };
  }

  static Map<String, String> facts(ModelInspection m) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("nodes", String.valueOf(m.nodes().size()));
    m.cost()
        .ifPresent(c -> {
          facts.put("cells", count(c.committedCells()));
          facts.put("lookups", count(c.lookups()));
          facts.put("constant cells", count(c.constantCells()));
          facts.put("proof, expected", count(c.proofBytes()) + " bytes");
          facts.put("proof, at most", count(c.maxProofBytes()) + " bytes");
          facts.put("time, two cores", time(c.seconds()));
          facts.put("heap", memory(c.memoryBytes()));
        });
    return facts;
  }

  /** What of a total no node has: tables and padding. */
  static List<Long> shared(ModelInspection m, ModelInspection.Cost c) {
    long cells = c.committedCells() - m.nodes().stream().mapToLong(NodeReport::cells).sum();
    long lookups = c.lookups() - m.nodes().stream().mapToLong(NodeReport::lookups).sum();
    return List.of(cells, lookups);
  }

  static String count(long n) {
    return n == 0 ? "" : String.format(Locale.ROOT, "%,d", n);
  }

  static String time(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.1f ms", 1e3 * seconds)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  static String memory(long bytes) {
    return bytes >> MIB == 0
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << MIB))
        : String.format(Locale.ROOT, "%,d MiB", bytes >> MIB);
  }
}
