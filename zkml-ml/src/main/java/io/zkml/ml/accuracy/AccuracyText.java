package io.zkml.ml.accuracy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The report for a terminal, and the sentences that the page has too. */
final class AccuracyText {

  private static final int MOST_CHANGES = 20;
  private static final double PERCENT = 100;

  private AccuracyText() {}

  static String of(AccuracyReport r) {
    StringBuilder out = new StringBuilder();
    out.append(title(r)).append('\n');
    out.append(subtitle(r)).append("\n\n");
    facts(r).forEach((name, value) -> line(out, "%-22s %s", name, value));
    out.append('\n').append(blame(r)).append("\n\n");
    line(
        out,
        "%-28s %-18s %23s %10s %10s %10s",
        "value",
        "operator",
        "range",
        "unit",
        "error",
        "its own");
    for (LayerAccuracy l : r.layers()) {
      line(
          out,
          "%-28s %-18s %23s %10s %10s %10s",
          l.name(),
          l.operator(),
          range(l),
          number(l.unit()),
          number(l.error()),
          number(l.ownError()));
    }
    changes(r, out);
    for (Saturation s : r.saturations().stream().limit(MOST_CHANGES).toList()) {
      line(out, "sample %6d saturates at %s in %d entries", s.sample(), s.layer(), s.count());
    }
    return out.toString();
  }

  private static void changes(AccuracyReport r, StringBuilder out) {
    out.append('\n');
    for (ChangedPrediction c : r.changed().stream().limit(MOST_CHANGES).toList()) {
      line(
          out,
          "sample %6d: float %s, proven %s%s; margin %s",
          c.sample(),
          c.floatPrediction(),
          c.proven(),
          c.label().isEmpty() ? "" : ", label " + c.label(),
          number(c.margin()));
    }
    if (r.changed().size() > MOST_CHANGES) {
      line(out, "and %,d more changed predictions", r.changed().size() - MOST_CHANGES);
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is Error Prone's own
  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  static String title(AccuracyReport r) {
    return "Accuracy of " + r.model() + " on " + r.set();
  }

  static String subtitle(AccuracyReport r) {
    return String.format(
        Locale.ROOT,
        "%,d samples; activations of %d bits in windows of %d bits; model digest %s",
        r.samples(),
        r.policy().activationBits(),
        r.policy().windowBits(),
        r.digest());
  }

  static Map<String, String> facts(AccuracyReport r) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (r.taskAccuracy().isPresent()) {
      facts.put("right, proven", percent(r.taskAccuracy()));
      facts.put("right, float", percent(r.floatTaskAccuracy()));
    }
    facts.put("changed predictions", String.format(Locale.ROOT, "%,d", r.changed().size()));
    facts.put("lowest cosine", String.format(Locale.ROOT, "%.7f", r.lowestCosine()));
    facts.put("mean cosine", String.format(Locale.ROOT, "%.7f", r.meanCosine()));
    facts.put("largest error", number(r.largestError()));
    facts.put("saturations", String.format(Locale.ROOT, "%,d", r.saturations().size()));
    return facts;
  }

  /** Where the largest error of a layer comes from. */
  static String blame(AccuracyReport r) {
    if (r.worstLayer().isEmpty()) {
      return "No layer was looked at: every sample is refused.";
    }
    LayerAccuracy worst = r.worstLayer().get();
    LayerAccuracy source = r.source().orElse(worst);
    return String.format(
        Locale.ROOT,
        "Over the first %,d samples the largest error of a layer is at '%s' (%s): %s of its range."
            + " Its source is '%s' (%s): what is rounded there adds up to %s of its range, %.1f"
            + " units.",
        r.layerSamples(),
        worst.name(),
        worst.operator(),
        share(worst.relativeError()),
        source.name(),
        source.operator(),
        share(source.relativeOwnError()),
        source.ownError() / source.unit());
  }

  static String range(LayerAccuracy l) {
    return number(l.least()) + " to " + number(l.greatest());
  }

  static String number(double x) {
    double size = Math.abs(x);
    if (size == 0) {
      return "0";
    }
    return size >= 1e-3 && size < 1e5
        ? String.format(Locale.ROOT, "%.4f", x)
        : String.format(Locale.ROOT, "%.2e", x);
  }

  static String share(double x) {
    if (x == 0) {
      return "0 %";
    }
    return String.format(Locale.ROOT, x < 1e-5 ? "%.1e %%" : "%.4f %%", PERCENT * x);
  }

  private static String percent(OptionalDouble share) {
    return String.format(Locale.ROOT, "%.2f %%", PERCENT * share.orElse(0));
  }
}
