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

  /** Puts medians in milliseconds under the names of the stages; a proof may repeat stages. */
  static void put(Facts facts, List<StageTimes> proofs) {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    for (StageTimes proof : proofs) {
      Map<String, Double> sums = new LinkedHashMap<>();
      for (StageTime s : proof.stages()) {
        sums.merge(s.stage().name(), s.nanos() * 1e-6, Double::sum);
      }
      sums.forEach((stage, sum) -> millis.computeIfAbsent(stage, k -> new ArrayList<>()).add(sum));
    }
    facts.put("stages", List.copyOf(millis.keySet()));
    millis.forEach((stage, values) -> facts.put("stage." + stage, Median.of(values)));
  }
}
