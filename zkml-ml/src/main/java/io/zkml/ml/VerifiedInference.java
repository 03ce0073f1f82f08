package io.zkml.ml;

import io.zkml.ml.graph.FloatTensor;

/**
 * An inference that has been proven: this model, on this input, gave this output. Only {@link
 * InferenceVerifier} makes one.
 */
public final class VerifiedInference {

  private final ModelKey key;
  private final long[] input;
  private final long[] output;
  private final byte[] context;

  VerifiedInference(ModelKey key, long[] input, long[] output, byte[] context) {
    this.key = key;
    this.input = input;
    this.output = output;
    this.context = context;
  }

  /** The model's digest. */
  public String modelDigest() {
    return key.modelDigest();
  }

  /** The input, as the real numbers behind its integers. */
  public FloatTensor input() {
    return CompiledModel.dequantize(key.input(), input);
  }

  /** The output, as the real numbers behind its integers. */
  public FloatTensor output() {
    return CompiledModel.dequantize(key.output(), output);
  }

  /** The input's integers. */
  public long[] inputIntegers() {
    return input.clone();
  }

  /** The output's integers. */
  public long[] outputIntegers() {
    return output.clone();
  }

  /** The bytes that the prover bound the proof to. */
  public byte[] context() {
    return context.clone();
  }
}
