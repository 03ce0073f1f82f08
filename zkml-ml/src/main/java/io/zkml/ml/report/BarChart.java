package io.zkml.ml.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of bars in SVG: upright ones for histograms, or lying ones with their names to the left.
 * Lengths may be logarithmic, which shows what differs by orders of magnitude.
 */
public final class BarChart {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int NAMES = 230;
  private static final int VALUES = 90;
  private static final int LINE = 20;
  private static final int LONGEST_NAME = 34;

  private final boolean upright;
  private final boolean logarithmic;
  private final List<Bar> bars = new ArrayList<>();

  /** One bar. */
  private record Bar(String name, double value, String text, boolean marked) {}

  private BarChart(boolean upright, boolean logarithmic) {
    this.upright = upright;
    this.logarithmic = logarithmic;
  }

  /** Bars that stand side by side, as in a histogram. */
  public static BarChart upright() {
    return new BarChart(true, false);
  }

  /** Bars that lie one below another. */
  public static BarChart proportional() {
    return new BarChart(false, false);
  }

  /**
   * Bars that lie one below another, of logarithmic length: a tenth of the value is a step less.
   */
  public static BarChart lying() {
    return new BarChart(false, true);
  }

  /**
   * Adds a bar.
   *
   * @param value its length, not negative
   * @param text what stands at its end
   * @param marked whether it is to be noticed
   */
  public BarChart bar(String name, double value, String text, boolean marked) {
    bars.add(new Bar(name, value, text, marked));
    return this;
  }

  String toSvg() {
    return upright ? uprightSvg() : lyingSvg();
  }

  private double share(double value) {
    double max = bars.stream().mapToDouble(Bar::value).max().orElse(0);
    if (!(value > 0)) {
      return 0;
    }
    if (!logarithmic) {
      return value / max;
    }
    double min = bars.stream().mapToDouble(Bar::value).filter(v -> v > 0).min().orElse(max);
    double low = Math.floor(Math.log10(min)) - 1;
    return (Math.log10(value) - low) / Math.max(1, Math.log10(max) - low);
  }

  private String uprightSvg() {
    StringBuilder out = open(HEIGHT);
    double step = (double) WIDTH / Math.max(1, bars.size());
    int ground = HEIGHT - LINE;
    double tallest = ground - LINE;
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double height = share(bar.value()) * tallest;
      rect(out, bar, i * step + 1, ground - height, step - 2, height);
      double middle = (i + 0.5) * step;
      text(out, "middle", middle, ground - height - 4, bar.text());
      text(out, "middle", middle, HEIGHT - 5, bar.name());
    }
    out.append(
        "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
            .formatted(WIDTH, ground, ground));
    return out.append("</svg>").toString();
  }

  private String lyingSvg() {
    StringBuilder out = open(LINE * bars.size());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double length = share(bar.value()) * (WIDTH - NAMES - VALUES);
      rect(out, bar, NAMES, i * LINE + 3, length, LINE - 6);
      double baseline = (i + 1) * LINE - 6;
      text(out, "end", NAMES - 6, baseline, shortened(bar.name()));
      text(out, "start", NAMES + length + 5, baseline, bar.text());
    }
    return out.append("</svg>").toString();
  }

  private static StringBuilder open(int height) {
    return new StringBuilder(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\">"
            .formatted(WIDTH, height, WIDTH));
  }

  private static void rect(
      StringBuilder out, Bar bar, double x, double y, double width, double height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s:"
                + " %s</title></rect>",
            bar.marked() ? "markbar" : "bar",
            x,
            y,
            width,
            height,
            HtmlPage.escape(bar.name()),
            HtmlPage.escape(bar.text())));
  }

  private static void text(StringBuilder out, String anchor, double x, double y, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            anchor,
            x,
            y,
            HtmlPage.escape(text)));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME + 1);
  }
}
