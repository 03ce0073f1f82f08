package io.zkml.benchmarks.run;

import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the run of a RISC-V program found, as a line of JSON and as a table for people. */
record GuestReport(String name, Options options, String heap, Facts facts) {

  /** The fields of the JSON line, in order. */
  Map<String, Object> fields() {
    Map<String, Object> out = Report.head(name, options, heap, facts);
    for (String whole :
        new String[] {"cycles", "exitCode", "shards", "committedCells", "messages"}) {
      out.put(whole, facts.whole(whole));
    }
    out.put("cyclesPerSecond", facts.real("cycles") / facts.real("proveSeconds"));
    out.put("cellsPerCycle", perCycle("committedCells"));
    out.put("messagesPerCycle", perCycle("messages"));
    for (String real : new String[] {"setupSeconds", "proveSeconds", "verifyMillis"}) {
      out.put(real, facts.real(real));
    }
    out.put("proofBytes", facts.whole("proofBytes"));
    out.put("verifyingKeyBytes", facts.whole("verifyingKeyBytes"));
    out.put("peakRssMiB", peak());
    return out;
  }

  private double perCycle(String fact) {
    return facts.real(fact) / facts.real("cycles");
  }

  private Optional<Double> peak() {
    return facts.has("peakRssMiB") ? Optional.of(facts.real("peakRssMiB")) : Optional.empty();
  }

  /** The table. */
  String table() {
    StringBuilder text = new StringBuilder();
    Formatter out = new Formatter(text, Locale.ROOT);
    out.format(
        "%s: %s, %.1f provable bits, %d threads, %s kernels, heap %s\n",
        name,
        options.parameters().name(),
        Math.floor(facts.real("provenBits") * 10) / 10,
        options.threads(),
        options.kernels().name().toLowerCase(Locale.ROOT),
        heap);
    out.format(
        "  run       %,d instructions in %d shards, exit code %d; each %.1f committed cells, %.1f messages\n",
        facts.whole("cycles"),
        facts.whole("shards"),
        facts.whole("exitCode"),
        perCycle("committedCells"),
        perCycle("messages"));
    out.format("  set-up    %8.3f s\n", facts.real("setupSeconds"));
    out.format(
        "  prove     %8.3f s, median of %d: %,.0f instructions a second\n",
        facts.real("proveSeconds"),
        options.runs(),
        facts.real("cycles") / facts.real("proveSeconds"));
    for (String stage : facts.text("stages").split(",", -1)) {
      out.format("    %-12s %8.1f ms\n", stage, facts.real("stage." + stage));
    }
    out.format("  verify    %8.2f ms\n", facts.real("verifyMillis"));
    out.format(
        "  size      %,d bytes proof, %,d bytes key, peak %s MiB resident\n",
        facts.whole("proofBytes"),
        facts.whole("verifyingKeyBytes"),
        peak().map(mib -> "%.0f".formatted(mib)).orElse("unknown"));
    return text.toString();
  }
}
