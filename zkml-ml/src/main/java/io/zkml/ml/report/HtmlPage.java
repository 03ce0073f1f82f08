package io.zkml.ml.report;

import java.util.List;
import java.util.Map;

/**
 * One HTML page that needs nothing else: no scripts, no fonts, no other files. It is light or dark
 * as its reader prefers. All text is escaped, so it may come from untrusted files.
 */
public final class HtmlPage {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--bg:#fff;--fg:#1b1f24;--dim:#5b6570;--line:#d9dee3;--tile:#f4f6f8;\
      --bar:#2f6fba;--mark:#c2410c;--good:#1a7f37;--bad:#c2260c}
      @media(prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e4e8ec;--dim:#97a1ab;--line:#323940;\
      --tile:#1d2228;--bar:#6aa5e8;--mark:#f08a4b;--good:#57c275;--bad:#ff7b66}}
      body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;margin:0 auto;\
      max-width:72rem;padding:1.5rem}
      h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
      p{margin:.4rem 0;max-width:60rem}.dim{color:var(--dim)}
      .facts{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0;padding:0}
      .facts div{background:var(--tile);border-radius:.4rem;padding:.5rem .8rem;min-width:7rem}
      .facts dt{color:var(--dim);font-size:.8rem}.facts dd{font-size:1.15rem;margin:0;\
      font-variant-numeric:tabular-nums}
      .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.87rem}
      th{color:var(--dim);font-weight:600;text-align:left}
      th,td{border-bottom:1px solid var(--line);padding:.25rem .7rem .25rem 0;vertical-align:top;\
      overflow-wrap:anywhere}
      td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
      tr.bad td{color:var(--bad)}tr.mark td{font-weight:600}
      tfoot td{font-weight:600;border-bottom:none}
      figure{margin:.5rem 0}figcaption{color:var(--dim);font-size:.87rem}
      svg{max-width:100%;height:auto}svg text{fill:var(--dim);font:12px system-ui,sans-serif}
      .bar{fill:var(--bar)}.markbar{fill:var(--mark)}.axis{stroke:var(--line)}
      """;

  private final StringBuilder body = new StringBuilder();
  private final String title;

  /** An empty page. */
  public HtmlPage(String title) {
    this.title = title;
    body.append("<h1>").append(escape(title)).append("</h1>\n");
  }

  /** Text in which nothing is markup. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) && c != '\n' ? ' ' : c);
      }
    }
    return out.toString();
  }

  /** A heading. */
  public HtmlPage heading(String text) {
    body.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  /** A paragraph. */
  public HtmlPage paragraph(String text) {
    body.append("<p>").append(escape(text)).append("</p>\n");
    return this;
  }

  /** A paragraph of lesser weight. */
  public HtmlPage note(String text) {
    body.append("<p class=\"dim\">").append(escape(text)).append("</p>\n");
    return this;
  }

  /** A row of names with values. */
  public HtmlPage facts(Map<String, String> facts) {
    body.append("<dl class=\"facts\">\n");
    facts.forEach((name, value) ->
        body.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(escape(name), escape(value))));
    body.append("</dl>\n");
    return this;
  }

  /** A chart with what it shows. */
  public HtmlPage figure(BarChart chart, String caption) {
    body.append("<figure>").append(chart.toSvg());
    body.append("<figcaption>").append(escape(caption)).append("</figcaption></figure>\n");
    return this;
  }

  /** How a row of a table looks. */
  public enum Look {
    /** As most do. */
    PLAIN(""),
    /** Something is wrong. */
    BAD("bad"),
    /** To be noticed. */
    MARKED("mark");

    private final String style;

    Look(String style) {
      this.style = style;
    }
  }

  /**
   * A row of a table.
   *
   * @param cells one a column
   */
  public record Row(Look look, List<String> cells) {
    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }

    /** A row that looks as most do. */
    public static Row of(String... cells) {
      return new Row(Look.PLAIN, List.of(cells));
    }
  }

  /**
   * A table.
   *
   * @param columns headings; one that ends in '#' is of numbers
   * @param totals the last row; empty for none
   */
  public HtmlPage table(List<String> columns, List<Row> rows, List<String> totals) {
    body.append("<div class=\"wide\"><table><thead>");
    row(columns, columns.stream().map(HtmlPage::name).toList(), "th", "");
    body.append("</thead><tbody>\n");
    rows.forEach(row -> row(columns, row.cells(), "td", row.look().style));
    body.append("</tbody>");
    if (!totals.isEmpty()) {
      body.append("<tfoot>");
      row(columns, totals, "td", "");
      body.append("</tfoot>");
    }
    body.append("</table></div>\n");
    return this;
  }

  private static boolean isOfNumbers(String column) {
    return column.endsWith("#");
  }

  private static String name(String column) {
    return isOfNumbers(column) ? column.substring(0, column.length() - 1) : column;
  }

  private void row(List<String> columns, List<String> cells, String tag, String style) {
    body.append(style.isEmpty() ? "<tr>" : "<tr class=\"" + style + "\">");
    for (int i = 0; i < cells.size(); i++) {
      body.append('<').append(tag).append(isOfNumbers(columns.get(i)) ? " class=\"n\">" : ">");
      body.append(escape(cells.get(i))).append("</").append(tag).append('>');
    }
    body.append("</tr>\n");
  }

  /** The whole page. */
  @Override
  public String toString() {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'">
    <title>%s</title><style>
    %s</style></head><body>
    %s</body></html>
    """
        .formatted(escape(title), STYLE, body);
  }
}
