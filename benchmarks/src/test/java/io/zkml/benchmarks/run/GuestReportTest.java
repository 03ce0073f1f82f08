package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuestReportTest {

  private static GuestReport report() throws UsageException {
    Facts facts = new Facts();
    facts.put("provenBits", 128.46).put("cycles", 1000).put("exitCode", -1).put("shards", 3);
    facts.put("committedCells", 20_000).put("messages", 16_500);
    facts.put("setupSeconds", 1).put("proveSeconds", 0.25).put("verifyMillis", 12.5);
    facts.put("proofBytes", 250_000).put("verifyingKeyBytes", 92);
    facts.put("stages", List.of("WITNESS", "COMMIT")).put("stage.WITNESS", 1.25);
    facts.put("stage.COMMIT", 40.5);
    Options options = Options.parse("--threads", "2", "riscv:sort:5");
    return new GuestReport("riscv:sort:5", options, "4g", facts);
  }

  @Test
  void fields_ofARun_areTheDocumentedOnes() throws Exception {
    String line = FlatJson.write(report().fields());

    assertThat(FlatJson.read(line))
        .containsEntry("model", "riscv:sort:5")
        .containsEntry("params", "fast128")
        .containsEntry("cycles", "1000")
        .containsEntry("exitCode", "-1")
        .containsEntry("shards", "3")
        .containsEntry("cyclesPerSecond", "4000")
        .containsEntry("cellsPerCycle", "20")
        .containsEntry("messagesPerCycle", "16.5")
        .containsEntry("proofBytes", "250000")
        .containsEntry("heapMiB", "4096")
        .containsEntry("peakRssMiB", "null");
  }

  @Test
  void table_ofARun_hasStages() throws Exception {
    assertThat(report().table())
        .contains(
            "riscv:sort:5: fast128, 128.4 provable bits",
            "1,000 instructions in 3 shards, exit code -1; each 20.0 committed cells, 16.5 messages",
            "4,000 instructions a second",
            "COMMIT           40.5 ms");
  }
}
