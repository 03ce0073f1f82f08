package io.zkml.benchmarks.run;

import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a run found, as a line of JSON and as a table for people. */
final class Report {

  private final String model;
  private final Options options;
  private final String heap;
  private final Facts facts;

  Report(String model, Options options, String heap, Facts facts) {
    this.model = model;
    this.options = options;
    this.heap = heap;
    this.facts = facts;
  }

  /** The fields of the JSON line, in order. */
  Map<String, Object> fields() {
    Map<String, Object> out = head(model, options, heap, facts);
    for (String name : new String[] {"parameters", "macs", "committedCells", "lookups"}) {
      out.put(name, facts.whole(name));
    }
    addMeasured(out);
    if (options.accuracy() > 0) {
      addAccuracy(out);
    }
    return out;
  }

  /** The first fields of a line: what was measured, and where. */
  static Map<String, Object> head(String name, Options options, String heap, Facts facts) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("model", name);
    out.put("params", options.parameters().name());
    out.put("provenBits", facts.real("provenBits"));
    out.put("cores", Runtime.getRuntime().availableProcessors());
    out.put("threads", options.threads());
    out.put("kernels", options.kernels().name().toLowerCase(Locale.ROOT));
    out.put("jdk", Machine.jdk());
    out.put("cpu", Machine.cpu());
    out.put("heapMiB", heapMiB(heap));
    return out;
  }

  private void addMeasured(Map<String, Object> out) {
    String[] times = {
      "setupSeconds",
      "executeSeconds",
      "proveSeconds",
      "proveColdSeconds",
      "verifyMillis",
      "verifyColdMillis"
    };
    for (String name : times) {
      out.put(name, facts.real(name));
    }
    out.put("proofBytes", facts.whole("proofBytes"));
    out.put("verifyingKeyBytes", facts.whole("verifyingKeyBytes"));
    out.put("peakRssMiB", optional("peakRssMiB"));
    for (String name : new String[] {"outputMatchesIntegerInterpreter", "classAgreesWithFloat"}) {
      out.put(name, facts.truth(name));
    }
  }

  private void addAccuracy(Map<String, Object> out) {
    out.put("changedPredictions", facts.whole("changedPredictions"));
    out.put("lowestCosine", facts.real("lowestCosine"));
    out.put("taskAccuracy", optional("taskAccuracy"));
    out.put("saturations", facts.whole("saturations"));
  }

  private Optional<Double> optional(String name) {
    return facts.has(name) ? Optional.of(facts.real(name)) : Optional.empty();
  }

  private static long heapMiB(String heap) {
    long number = Long.parseLong(heap.substring(0, heap.length() - 1));
    return heap.toLowerCase(Locale.ROOT).endsWith("g") ? number * 1024 : number;
  }

  /** The table. */
  String table() {
    StringBuilder text = new StringBuilder();
    Formatter out = new Formatter(text, Locale.ROOT);
    out.format(
        "%s: %s, %.1f provable bits, %d threads, %s kernels, heap %s\n",
        model,
        options.parameters().name(),
        Math.floor(facts.real("provenBits") * 10) / 10,
        options.threads(),
        options.kernels().name().toLowerCase(Locale.ROOT),
        heap);
    out.format(
        "  model     %,d parameters, %,d MACs, %,d committed cells, %,d lookups\n",
        facts.whole("parameters"),
        facts.whole("macs"),
        facts.whole("committedCells"),
        facts.whole("lookups"));
    out.format("  set-up    %8.3f s\n", facts.real("setupSeconds"));
    out.format(
        "  prove     %8.3f s warm, median of %d    %.2f s cold, committed weights loaded\n",
        facts.real("proveSeconds"), options.runs(), facts.real("proveColdSeconds"));
    for (String stage : facts.text("stages").split(",", -1)) {
      out.format("    %-12s %8.1f ms\n", stage, facts.real("stage." + stage));
    }
    addRest(out);
    return text.toString();
  }

  private void addRest(Formatter out) {
    out.format(
        "  verify    %8.2f ms warm    %.0f ms cold, start of an empty JVM subtracted\n",
        facts.real("verifyMillis"), facts.real("verifyColdMillis"));
    out.format(
        "  size      %,d bytes proof, %,d bytes key, peak %s MiB resident\n",
        facts.whole("proofBytes"),
        facts.whole("verifyingKeyBytes"),
        optional("peakRssMiB").map(mib -> "%.0f".formatted(mib)).orElse("unknown"));
    out.format(
        "  agrees    with the integer interpreter: %s, in class with floating point: %s\n",
        yes(facts.truth("outputMatchesIntegerInterpreter")),
        yes(facts.truth("classAgreesWithFloat")));
    if (options.accuracy() > 0) {
      out.format(
          "  accuracy  %,d samples: %d changed predictions, lowest cosine %.8f, %d saturations%s\n",
          facts.whole("samples"),
          facts.whole("changedPredictions"),
          facts.real("lowestCosine"),
          facts.whole("saturations"),
          task());
    }
  }

  private String task() {
    return facts.has("taskAccuracy")
        ? String.format(
            Locale.ROOT,
            ", %.2f %% right (floating point %.2f %%)",
            100 * facts.real("taskAccuracy"),
            100 * facts.real("floatAccuracy"))
        : "";
  }

  private static String yes(boolean truth) {
    return truth ? "yes" : "NO";
  }
}
