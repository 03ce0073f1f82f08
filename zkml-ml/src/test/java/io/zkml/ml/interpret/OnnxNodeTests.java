package io.zkml.ml.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.ml.interpret.NodeTestArchive.Entry;
import io.zkml.ml.interpret.NodeTestRunner.Outcome;
import io.zkml.ml.interpret.NodeTestRunner.Result;
import io.zkml.ml.operator.Operators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * ONNX's own operator tests through import and float interpreter. A test that passed once must go
 * on passing: {@code onnx-node-tests.tsv} among the test resources names those that may fail. With
 * {@code -Dzkml.onnx-node-tests.update=true} the run rewrites that file and {@code
 * docs/operators.md}. The result of every test is written to {@code target/onnx-node-tests.txt}.
 *
 * <p>Where ONNX's tests are not at hand, the hand-made cases are all there is.
 */
class OnnxNodeTests {
  private static final Path EXPECTED = Path.of("src", "test", "resources", "onnx-node-tests.tsv");
  private static final Path PROVEN = Path.of("src", "test", "resources", "onnx-node-proofs.tsv");
  private static final Path PAGE = Path.of("..", "docs", "operators.md");
  private static final Path REPORT = Path.of("target", "onnx-node-tests.txt");

  @TestFactory
  Stream<DynamicTest> evaluate_handMadeCase_givesItsOutput() {
    return HandMadeCases.all().stream().map(c -> DynamicTest.dynamicTest(c.name(), c::check));
  }

  @Test
  void run_onnxNodeTests_noneFailsThatPassedBefore() throws IOException {
    List<Result> results = results();
    NodeTestTable table = NodeTestTable.of(results);
    if (Boolean.getBoolean("zkml.onnx-node-tests.update") && !results.isEmpty()) {
      table.write(EXPECTED, false);
      NodeTestTable proofs = NodeTestTable.of(proofs(results));
      proofs.write(PROVEN, true);
      Files.writeString(PAGE, table.page(proofs));
    }
    List<String> regressions = table.regressions(NodeTestTable.read(EXPECTED));
    assertThat(
            results.stream()
                .filter(result -> regressions.contains(result.test().name()))
                .map(OnnxNodeTests::line)
                .toList())
        .isEmpty();
  }

  @Test
  void prove_passingNodeTests_noneIsLostThatWasProven() throws IOException {
    List<Result> proofs = proofs(results());
    NodeTestTable table = NodeTestTable.of(proofs);
    List<String> lost = table.regressions(NodeTestTable.read(PROVEN));
    assertThat(
            proofs.stream()
                .filter(result -> lost.contains(result.test().name()))
                .map(OnnxNodeTests::line)
                .toList())
        .isEmpty();
  }

  /** The tests that pass, each proven or with the reason why not. */
  private static List<Result> proofs(List<Result> passing) throws IOException {
    List<Result> proofs = new ArrayList<>();
    Optional<NodeTestArchive> found = NodeTestArchive.find();
    if (found.isEmpty()) {
      return proofs;
    }
    try (NodeTestArchive archive = found.get();
        NodeTestProver prover = new NodeTestProver()) {
      NodeTestRunner runner = new NodeTestRunner(archive);
      for (Result result : passing) {
        if (result.passed()) {
          String reason = runner.prove(result.test(), prover);
          Outcome outcome = reason.isEmpty() ? Outcome.PASS : Outcome.UNSUPPORTED;
          proofs.add(new Result(result.test(), outcome, reason));
        }
      }
    }
    Files.createDirectories(REPORT.getParent());
    Files.writeString(
        REPORT.resolveSibling("onnx-node-proofs.txt"),
        proofs.stream().map(OnnxNodeTests::line).collect(Collectors.joining()));
    return proofs;
  }

  @Test
  void page_everyOperatorAndCount_isAsExpected() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).isEqualTo(NodeTestTable.read(EXPECTED).page(NodeTestTable.read(PROVEN)));
    assertThat(page.lines().filter(line -> line.startsWith("| ")).count())
        .isGreaterThan(Operators.ALL.size());
  }

  /** The result of every test at hand. */
  private static List<Result> results() throws IOException {
    Optional<NodeTestArchive> found = NodeTestArchive.find();
    if (found.isEmpty()) {
      return List.of();
    }
    List<Result> results = new ArrayList<>();
    try (NodeTestArchive archive = found.get()) {
      NodeTestRunner runner = new NodeTestRunner(archive);
      for (Entry entry : archive.entries()) {
        results.add(runner.run(entry));
      }
    }
    assertThat(results).hasSizeGreaterThan(1_300);
    Files.createDirectories(REPORT.getParent());
    String counts = counts(results) + "\n";
    Files.writeString(
        REPORT, counts + results.stream().map(OnnxNodeTests::line).collect(Collectors.joining()));
    return results;
  }

  private static String counts(List<Result> results) {
    return results.stream()
        .collect(Collectors.groupingBy(Result::outcome, Collectors.counting()))
        .toString();
  }

  private static String line(Result result) {
    return "%s\t%s\t%s\t%s\n"
        .formatted(
            result.outcome(), result.test().operator(), result.test().name(), result.reason());
  }
}
