package io.zkml.ml;

import io.zkml.core.progress.StageTimes;
import io.zkml.ml.graph.FloatTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A proof of one inference as its prover sees it.
 *
 * @param bytes statement and proof, for {@link InferenceVerifier}; not to be changed
 * @param outputs what the model answered, whether the statement says it or not, by name
 * @param salts of the commitments in the statement, for whoever is to recompute them
 * @param times how long the stages took
 */
public record InferenceProof(
    byte[] bytes, Map<String, FloatTensor> outputs, Salts salts, StageTimes times) {

  /** Copies the map. */
  public InferenceProof {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
  }

  /** The first output. */
  public FloatTensor output() {
    return outputs.values().iterator().next();
  }
}
