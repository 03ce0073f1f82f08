package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final List<String> FIELDS =
      List.of(
          "model",
          "params",
          "provenBits",
          "cores",
          "threads",
          "kernels",
          "jdk",
          "cpu",
          "heapMiB",
          "parameters",
          "macs",
          "committedCells",
          "lookups",
          "setupSeconds",
          "executeSeconds",
          "proveSeconds",
          "proveColdSeconds",
          "verifyMillis",
          "verifyColdMillis",
          "proofBytes",
          "verifyingKeyBytes",
          "peakRssMiB",
          "outputMatchesIntegerInterpreter",
          "classAgreesWithFloat");

  private static Facts facts() {
    Facts facts = new Facts();
    for (String name : FIELDS) {
      facts.put(name, 7);
    }
    facts.put("outputMatchesIntegerInterpreter", true).put("classAgreesWithFloat", true);
    facts.put("stages", List.of("EXECUTE", "COMMIT")).put("stage.EXECUTE", 1.25);
    return facts.put("stage.COMMIT", 40.5);
  }

  private static Report report(Facts facts, String... line) throws UsageException {
    return new Report("fmnist_mlp", Options.parse(line), "1g", facts);
  }

  @Test
  void fields_withoutAccuracy_areTheDocumentedOnes() throws Exception {
    Map<String, Object> fields = report(facts(), "fmnist_mlp").fields();

    assertThat(fields.keySet()).containsExactlyElementsOf(FIELDS);
    assertThat(fields).containsEntry("heapMiB", 1024L).containsEntry("proofBytes", 7L);
    assertThat(fields).containsEntry("params", "balanced128").containsEntry("kernels", "auto");
  }

  @Test
  void fields_withAccuracy_haveFourMore() throws Exception {
    Facts facts = facts().put("samples", 9).put("changedPredictions", 1);
    facts.put("lowestCosine", 0.999).put("saturations", 2);
    Report report = report(facts, "--accuracy", "9", "fmnist_mlp");

    assertThat(List.copyOf(report.fields().keySet()).subList(FIELDS.size(), FIELDS.size() + 4))
        .containsExactly("changedPredictions", "lowestCosine", "taskAccuracy", "saturations");
    assertThat(FlatJson.write(report.fields())).contains("\"taskAccuracy\": null");
    assertThat(report.table()).contains("9 samples: 1 changed predictions", "2 saturations");
  }

  @Test
  void table_ofARun_hasStages() throws Exception {
    assertThat(report(facts(), "fmnist_mlp").table())
        .contains(
            "fmnist_mlp: balanced128", "EXECUTE           1.3 ms", "COMMIT           40.5 ms");
  }

  @Test
  void readmeFigures_ofRuns_replaceTheSection() throws Exception {
    Map<String, String> run =
        FlatJson.read(FlatJson.write(report(facts(), "--threads", "1024", "fmnist_mlp").fields()));
    String section = ReadmeFigures.section(List.of(run), LocalDate.of(2026, 1, 2));
    String text = "a\n" + ReadmeFigures.BEGIN + "\nstale\n" + ReadmeFigures.END + "\nb\n";

    assertThat(section).contains("2026-01-02: ", "| fmnist_mlp, auto kernels, threads: 1024 | 7 /");
    assertThat(ReadmeFigures.replace(text, section))
        .startsWith("a\n" + ReadmeFigures.BEGIN)
        .contains(section)
        .endsWith(ReadmeFigures.END + "\nb\n")
        .doesNotContain("stale");
  }
}
