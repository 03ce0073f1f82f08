package io.zkml.ml;

import io.zkml.ml.ModelInspection.NodeReport;
import io.zkml.ml.report.BarChart;
import io.zkml.ml.report.HtmlPage;
import io.zkml.ml.report.HtmlPage.Look;
import io.zkml.ml.report.HtmlPage.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The inspection as a page. */
final class InspectionPage {

  private static final int MOST_BARS = 12;

  private InspectionPage() {}

  static String of(String model, ModelInspection m) {
    HtmlPage page = new HtmlPage("Can " + model + " be proven?");
    page.paragraph(InspectionText.verdict(m));
    page.note(InspectionText.conditions(m));
    page.facts(InspectionText.facts(m));
    problems(page, m);
    chart(page, m);
    nodes(page, m);
    if (m.cost().isPresent()) {
      page.note(
          "Cells, lookups and bytes follow from the plan of the proof. Time is wall-clock time of a"
              + " warm prover on two server cores, heap what the prover needs; both are estimates."
              + " A proof has one size for the whole model: it grows with the logarithm of the"
              + " cells, so no node has a share of it. Nodes without cells rename values or are"
              + " rounded together with the node before or behind them.");
    }
    return page.toString();
  }

  private static void problems(HtmlPage page, ModelInspection m) {
    if (m.isProvable()) {
      return;
    }
    page.heading("Why not");
    List<Row> rows = new ArrayList<>();
    for (NodeReport n : m.nodes()) {
      if (n.status() == ModelInspection.Status.REFUSED) {
        rows.add(new Row(Look.BAD, List.of(n.name(), n.operator(), n.problem())));
      }
    }
    m.problems().forEach(p -> rows.add(new Row(Look.BAD, List.of("", "", p))));
    page.table(List.of("node", "operator", "reason"), rows, List.of());
  }

  private static void chart(HtmlPage page, ModelInspection m) {
    List<NodeReport> largest =
        m.nodes().stream()
            .filter(n -> n.cells() > 0)
            .sorted(Comparator.comparingLong(NodeReport::cells).reversed())
            .limit(MOST_BARS)
            .toList();
    if (largest.isEmpty()) {
      return;
    }
    page.heading("Where the cells are");
    BarChart chart = BarChart.proportional();
    m.cost()
        .ifPresent(c -> {
          long shared = InspectionText.shared(m, c).getFirst();
          chart.bar("tables and padding", (double) shared, InspectionText.count(shared), true);
        });
    for (NodeReport n : largest) {
      chart.bar(n.name(), (double) n.cells(), InspectionText.count(n.cells()), false);
    }
    page.figure(chart, "Committed cells of the nodes that have most.");
  }

  private static void nodes(HtmlPage page, ModelInspection m) {
    page.heading("Nodes");
    List<Row> rows = new ArrayList<>();
    for (NodeReport n : m.nodes()) {
      rows.add(
          new Row(
              n.status() == ModelInspection.Status.REFUSED ? Look.BAD : Look.PLAIN,
              List.of(
                  n.name(),
                  n.operator(),
                  n.shapes(),
                  InspectionText.answer(n),
                  InspectionText.count(n.cells()),
                  InspectionText.count(n.lookups()),
                  InspectionText.count(n.weights()),
                  n.seconds() == 0 ? "" : InspectionText.time(n.seconds()),
                  n.memoryBytes() == 0 ? "" : InspectionText.memory(n.memoryBytes()))));
    }
    m.cost().ifPresent(c -> rows.add(sharedRow(InspectionText.shared(m, c))));
    page.table(
        List.of(
            "node",
            "operator",
            "shapes",
            "provable?",
            "cells#",
            "lookups#",
            "weights#",
            "time#",
            "heap#"),
        rows,
        m.cost().map(InspectionPage::totals).orElse(List.of()));
  }

  private static Row sharedRow(List<Long> cellsAndLookups) {
    return Row.of(
        "tables and padding",
        "",
        "",
        "",
        InspectionText.count(cellsAndLookups.getFirst()),
        InspectionText.count(cellsAndLookups.getLast()),
        "",
        "",
        "");
  }

  private static List<String> totals(ModelInspection.Cost c) {
    return List.of(
        "all",
        "",
        "",
        "",
        InspectionText.count(c.committedCells()),
        InspectionText.count(c.lookups()),
        InspectionText.count(c.constantCells()),
        InspectionText.time(c.seconds()),
        InspectionText.memory(c.memoryBytes()));
  }
}
