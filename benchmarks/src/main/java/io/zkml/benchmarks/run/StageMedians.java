package io.zkml.benchmarks.run;

import io.zkml.core.progress.StageTimes;
import io.zkml.core.progress.StageTimes.StageTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the stages of proofs took. */
final class StageMedians {

  private StageMedians() {}

  /** Puts medians in milliseconds under the names of the stages. */
  static void put(Facts facts, List<StageTimes> proofs) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (StageTimes proof : proofs) {
      for (StageTime s : proof.stages()) {
        millis.computeIfAbsent(s.stage().name(), k -> new ArrayList<>()).add(s.nanos() * 1e-6);
      }
    }
    facts.put("stages", List.copyOf(millis.keySet()));
    millis.forEach((stage, values) -> facts.put("stage." + stage, Median.of(values)));
  }
}
