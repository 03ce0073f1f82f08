package io.zkml.ml.interpret;

import io.zkml.ml.interpret.NodeTestRunner.Result;
import io.zkml.ml.operator.NodeContext;
import io.zkml.ml.operator.Operator;
import io.zkml.ml.operator.Operators;
import io.zkml.ml.operator.Replacement;
import io.zkml.ml.quant.QuantBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * ONNX's operator tests by operator: the checked-in file of expectations and the page {@code
 * docs/operators.md}.
 */
final class NodeTestTable {
  /** A reason of some words, then what to do. */
  private static final Pattern ADVICE = Pattern.compile("^([^:]{20,}?): .*$");

  /** What the manifest puts behind the operator of an expanded test. */
  private static final String EXPANDED = " (expanded)";

  private final Map<String, Row> rows;

  /**
   * The tests of one operator.
   *
   * @param operator the operator, with its domain unless that is {@code ai.onnx}
   * @param total number of tests
   * @param opsets opsets of the tests
   * @param failing names of those that don't pass
   * @param reason why the first of them does not
   */
  record Row(
      String operator, int total, TreeSet<Integer> opsets, TreeSet<String> failing, String reason) {
    int passed() {
      return total - failing.size();
    }

    String line(boolean withReason) {
      String line =
          "%s\t%d\t%d\t%s\t%s"
              .formatted(operator, passed(), total, opsetList(","), String.join(",", failing));
      return line + (withReason ? "\t" + reason : "") + "\n";
    }

    String opsetList(String separator) {
      return String.join(separator, opsets.stream().map(String::valueOf).toList());
    }
  }

  private NodeTestTable(Map<String, Row> rows) {
    this.rows = rows;
  }

  static NodeTestTable of(List<Result> results) {
    Map<String, Row> rows = new TreeMap<>();
    for (Result result : results) {
      String operator = result.test().operator();
      Row before =
          rows.getOrDefault(operator, new Row(operator, 0, new TreeSet<>(), new TreeSet<>(), ""));
      before.opsets().add(result.test().opset());
      String reason = before.reason();
      if (!result.passed()) {
        before.failing().add(result.test().name());
        reason = reason.isEmpty() ? generic(result.reason()) : reason;
      }
      rows.put(
          operator,
          new Row(operator, before.total() + 1, before.opsets(), before.failing(), reason));
    }
    return new NodeTestTable(rows);
  }

  /**
   * A reason without numbers, which may differ between machines, without bars, and without what to
   * do about it.
   */
  private static String generic(String reason) {
    return ADVICE
        .matcher(reason)
        .replaceFirst("$1")
        .replaceAll("-?[0-9][0-9.,E\\-]*", "n")
        .replaceAll("[|\t\n]", " ");
  }

  static NodeTestTable read(Path file) throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        List<String> columns = Arrays.asList(line.split("\t", -1));
        TreeSet<Integer> opsets = new TreeSet<>();
        Arrays.stream(columns.get(3).split(",")).map(Integer::valueOf).forEach(opsets::add);
        TreeSet<String> failing = new TreeSet<>(Arrays.asList(columns.get(4).split(",")));
        failing.remove("");
        rows.put(
            columns.getFirst(),
            new Row(
                columns.getFirst(),
                Integer.parseInt(columns.get(2)),
                opsets,
                failing,
                columns.size() > 5 ? columns.get(5) : ""));
      }
    }
    return new NodeTestTable(rows);
  }

  void write(Path file, boolean withReasons) throws IOException {
    StringBuilder text = new StringBuilder("# operator, passed, total, opsets, tests that fail");
    text.append(withReasons ? ", why the first does\n" : "\n");
    rows.values().forEach(row -> text.append(row.line(withReasons)));
    Files.writeString(file, text);
  }

  int passed() {
    return rows.values().stream().mapToInt(Row::passed).sum();
  }

  int total() {
    return rows.values().stream().mapToInt(Row::total).sum();
  }

  /** Names of the tests that fail here and don't in {@code before}. */
  List<String> regressions(NodeTestTable before) {
    List<String> names = new ArrayList<>();
    for (Row row : rows.values()) {
      Row old = before.rows.get(row.operator());
      row.failing().stream()
          .filter(name -> old == null || !old.failing().contains(name))
          .forEach(names::add);
    }
    return names;
  }

  /** The page about operators. */
  String page(NodeTestTable proofs) {
    StringBuilder page = new StringBuilder(head(proofs));
    for (Operator operator : Operators.ALL) {
      page.append(pageRow(operator, proofs));
    }
    page.append(missing(proofs));
    return page.toString();
  }

  private String head(NodeTestTable proofs) {
    return """
    # Operators

    Generated by `OnnxNodeTests` (`-Dzkml.onnx-node-tests.update=true`); not edited by hand.

    The operators that import, shape inference and the float64 interpreter know, for `ai.onnx`
    opsets 7 to 26. Node tests are those of ONNX itself, without float16, bfloat16, float64 and
    types of less than 8 bits: %d of %d pass. Expanded ones are the same cases with the operator
    replaced by the function body that ONNX gives for it. Opsets are those of the tests. A model
    can be proven if all its operators can, in the form in which it uses them; `inspect` says so
    for a model.

    Of the tests that pass, %d of %d are proven: quantised with their own input as calibration
    data, at most 2^-9 of an output's largest magnitude away from the float model (integers and
    booleans exactly equal), then proven and verified. Inputs are computed values where the operator
    can be proven so, else all but the first are constants, as in real models.

    | operator | node tests passed | expanded | proven | expanded | opsets | what is not proven |
    | --- | --- | --- | --- | --- | --- | --- |
    """
        .formatted(passed(), total(), proofs.passed(), proofs.total());
  }

  private String pageRow(Operator operator, NodeTestTable proofs) {
    String key = key(operator);
    Row row = rows.get(key);
    String opsets = row == null ? "" : row.opsetList(", ");
    String missing =
        proofs.rows.containsKey(key) ? proofs.rows.get(key).reason() : provable(operator);
    return "| %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            key,
            counts(key),
            counts(key + EXPANDED),
            proofs.counts(key),
            proofs.counts(key + EXPANDED),
            opsets,
            missing);
  }

  private String counts(String key) {
    Row row = rows.get(key);
    return row == null ? "none" : row.passed() + " of " + row.total();
  }

  private static String key(Operator operator) {
    return operator.domain().isEmpty()
        ? operator.name()
        : operator.domain() + "::" + operator.name();
  }

  private static String provable(Operator operator) {
    if (overrides(operator, "quantize", NodeContext.class, QuantBuilder.class)
        || overrides(operator, "expand", NodeContext.class, Replacement.class)
        || overrides(operator, "movedInputs", NodeContext.class)) {
      return "no tests; it can be proven";
    }
    return overrides(operator, "activation", NodeContext.class)
        ? "no tests; it can be proven as a table, where it is a function of one computed number"
        : "not yet: it has no translation into integer operations";
  }

  private static boolean overrides(Operator operator, String method, Class<?>... parameters) {
    try {
      Class<?> owner = operator.getClass().getMethod(method, parameters).getDeclaringClass();
      return owner != Operator.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** Operators that have tests but aren't supported. */
  private String missing(NodeTestTable proofs) {
    TreeMap<String, Row> unknown = new TreeMap<>(rows);
    for (Operator operator : Operators.ALL) {
      unknown.remove(key(operator));
      unknown.remove(key(operator) + EXPANDED);
    }
    StringBuilder text = new StringBuilder("\n## Without an implementation of their own\n\n");
    text.append("| operator | node tests passed | proven |\n| --- | --- | --- |\n");
    for (Row row : unknown.values()) {
      text.append(
          "| %s | %d of %d | %s |\n"
              .formatted(row.operator(), row.passed(), row.total(), proofs.counts(row.operator())));
    }
    return text.toString();
  }
}
