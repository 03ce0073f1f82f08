package io.zkml.ml;

import io.zkml.core.progress.StageTimes;
import io.zkml.ml.graph.FloatTensor;

/**
 * A proof of one inference as its prover sees it.
 *
 * @param bytes statement and proof, for {@link InferenceVerifier}; not to be changed
 * @param output what the model answered, whether the statement says it or not
 * @param salts of the commitments in the statement, for whoever is to recompute them
 * @param times how long the stages took
 */
public record InferenceProof(byte[] bytes, FloatTensor output, Salts salts, StageTimes times) {}
