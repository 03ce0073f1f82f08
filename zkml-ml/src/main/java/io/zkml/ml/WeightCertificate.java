package io.zkml.ml;

import io.zkml.core.progress.StageTimes;

/**
 * A proof, made once with a model key, that every committed cell of weights and tables is what the
 * model's program counts on.
 *
 * @param bytes for {@link CertifiedKey#verify}; not to be changed
 * @param times how long the stages took
 */
public record WeightCertificate(byte[] bytes, StageTimes times) {}
