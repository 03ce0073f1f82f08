package io.zkml.ml.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.report.HtmlPage.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlPageTest {

  private static final String HOSTILE = "<script src='//x'>\"&\u0000</script>";
  private static final String ESCAPED =
      "&lt;script src=&#39;//x&#39;&gt;&quot;&amp; &lt;/script&gt;";

  /** Text of every part, so that none forgets to escape it. */
  private static String page() {
    return new HtmlPage(HOSTILE)
        .heading(HOSTILE)
        .paragraph(HOSTILE)
        .note(HOSTILE)
        .facts(Map.of(HOSTILE, HOSTILE))
        .figure(BarChart.upright().bar(HOSTILE, 1, HOSTILE, false), HOSTILE)
        .figure(BarChart.lying().bar("<i>", 1, "<b>", true), "lying")
        .table(List.of(HOSTILE, "n#"), List.of(Row.of(HOSTILE, HOSTILE)), List.of(HOSTILE, "9"))
        .toString();
  }

  @Test
  void toString_hostileText_isEscapedEverywhere() {
    assertThat(page())
        .doesNotContain("<script", "<i>", "<b>")
        // Title twice, heading, two paragraphs, a fact's two, a bar's four, caption, table's four.
        .containsSubsequence(java.util.Collections.nCopies(16, ESCAPED))
        .contains("&lt;i&gt;", "&lt;b&gt;");
  }

  @Test
  void toString_anyPage_needsNothingElse() {
    assertThat(page())
        .contains("default-src 'none'", "prefers-color-scheme:dark")
        .doesNotContainPattern("\\b(href|url|@import)\\b");
  }

  @Test
  void figure_logarithmicBars_aTenthIsAStepLess() {
    String svg =
        BarChart.lying()
            .bar("a", 1, "", false)
            .bar("b", 0.1, "", false)
            .bar("c", 0, "", false)
            .toSvg();
    assertThat(svg).contains("width=\"400.0\"", "width=\"200.0\"", "width=\"0.0\"");
  }

  @Test
  void figure_uprightBars_areInProportion() {
    String svg = BarChart.upright().bar("a", 4, "", false).bar("b", 1, "", false).toSvg();
    assertThat(svg).contains("height=\"180.0\"", "height=\"45.0\"");
  }
}
