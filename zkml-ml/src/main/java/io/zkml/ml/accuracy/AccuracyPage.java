package io.zkml.ml.accuracy;

import io.zkml.ml.report.BarChart;
import io.zkml.ml.report.HtmlPage;
import io.zkml.ml.report.HtmlPage.Look;
import io.zkml.ml.report.HtmlPage.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report as a page. */
final class AccuracyPage {

  private static final int MOST_ROWS = 500;

  private AccuracyPage() {}

  static String of(AccuracyReport r) {
    HtmlPage page = new HtmlPage(AccuracyText.title(r));
    page.note(AccuracyText.subtitle(r));
    page.facts(AccuracyText.facts(r));
    page.paragraph(AccuracyText.blame(r));
    histogram(page, r);
    layers(page, r);
    changes(page, r);
    saturations(page, r);
    return page.toString();
  }

  private static void histogram(HtmlPage page, AccuracyReport r) {
    page.heading("Errors of outputs");
    BarChart chart = BarChart.upright();
    for (int bin : r.errors().used()) {
      long count = r.errors().counts().get(bin);
      chart.bar(
          ErrorHistogram.name(bin),
          (double) count,
          String.format(Locale.ROOT, "%,d", count),
          false);
    }
    page.figure(
        chart,
        "Output entries by absolute difference between the float model and the proven program; "
            + "each bar begins at the difference below it.");
  }

  private static void layers(HtmlPage page, AccuracyReport r) {
    page.heading("Layers");
    String source = r.source().map(LayerAccuracy::name).orElse("");
    String worst = r.worstLayer().map(LayerAccuracy::name).orElse("");
    BarChart chart = BarChart.lying();
    List<Row> rows = new ArrayList<>();
    for (LayerAccuracy l : r.layers()) {
      boolean noted = l.name().equals(source) || l.name().equals(worst);
      chart.bar(l.name(), l.relativeError(), AccuracyText.share(l.relativeError()), noted);
      rows.add(
          new Row(
              noted ? Look.MARKED : Look.PLAIN,
              List.of(
                  l.name(),
                  l.operator(),
                  AccuracyText.range(l),
                  AccuracyText.number(l.unit()),
                  AccuracyText.number(l.error()),
                  AccuracyText.share(l.relativeError()),
                  AccuracyText.number(l.ownError()),
                  AccuracyText.share(l.relativeOwnError()))));
    }
    page.figure(
        chart,
        "Largest error of each value as a share of its range, logarithmic; marked: the largest of "
            + "all, and its source.");
    page.table(
        List.of("value", "operator", "range#", "unit#", "error#", "of range#", "own#", "of range#"),
        rows,
        List.of());
    page.note(
        "Error: largest difference from the float model. Own: what arises at this value from its "
            + "weights and its rounding, that is the difference if the float operator reads what "
            + "the integer program has before it. "
            + "Unit: what one step of the integers is worth.");
  }

  private static void changes(HtmlPage page, AccuracyReport r) {
    page.heading("Changed predictions");
    if (r.changed().isEmpty()) {
      page.paragraph("None.");
      return;
    }
    List<Row> rows =
        r.changed().stream()
            .limit(MOST_ROWS)
            .map(c ->
                new Row(
                    c.proven().equals(ChangedPrediction.REFUSED) ? Look.BAD : Look.PLAIN,
                    List.of(
                        String.format(Locale.ROOT, "%,d", c.sample()),
                        c.floatPrediction(),
                        c.proven(),
                        c.label(),
                        AccuracyText.number(c.margin()))))
            .toList();
    page.table(List.of("sample", "float", "proven", "label", "float margin#"), rows, List.of());
    more(page, r.changed().size());
  }

  private static void saturations(HtmlPage page, AccuracyReport r) {
    if (r.saturations().isEmpty()) {
      return;
    }
    page.heading("Saturations");
    List<Row> rows =
        r.saturations().stream()
            .limit(MOST_ROWS)
            .map(s -> Row.of("" + s.sample(), s.layer(), "" + s.count()))
            .toList();
    page.table(List.of("sample", "first layer", "entries#"), rows, List.of());
    more(page, r.saturations().size());
  }

  private static void more(HtmlPage page, int size) {
    if (size > MOST_ROWS) {
      page.note("The first %d of %d; the JSON report has all.".formatted(MOST_ROWS, size));
    }
  }
}
