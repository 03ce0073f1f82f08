package io.zkml.ml;

import io.zkml.core.stark.Statement;
import io.zkml.ml.compiler.Visibility;
import io.zkml.ml.graph.FloatTensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * An inference that has been proven: this model, on this input, gave this output. Of what the model
 * commits to instead of publishing there is a commitment only; of what is private, nothing. Only
 * {@link InferenceVerifier} makes one.
 */
public final class VerifiedInference {

  private final ModelKey key;
  private final Statement statement;
  private final byte[] context;

  VerifiedInference(ModelKey key, Statement statement, byte[] context) {
    this.key = key;
    this.statement = statement;
    this.context = context;
  }

  /** The model's digest. */
  public String modelDigest() {
    return key.modelDigest();
  }

  /**
   * The input, as the real numbers behind its integers.
   *
   * @throws NotPublicException if it is not public
   */
  public FloatTensor input() {
    return CompiledModel.dequantize(key.input(), inputIntegers());
  }

  /**
   * The output, as the real numbers behind its integers.
   *
   * @throws NotPublicException if it is not public
   */
  public FloatTensor output() {
    return CompiledModel.dequantize(key.output(), outputIntegers());
  }

  /**
   * All inputs by name, as the real numbers behind their integers.
   *
   * @throws NotPublicException if they are not public
   */
  public Map<String, FloatTensor> inputs() {
    requirePublic(key.boundary().input(), "input");
    return CompiledModel.dequantize(key.inputs(), statement.tensors());
  }

  /**
   * All outputs by name, as the real numbers behind their integers.
   *
   * @throws NotPublicException if they are not public
   */
  public Map<String, FloatTensor> outputs() {
    requirePublic(key.boundary().output(), "output");
    int count = statement.tensors().size();
    return CompiledModel.dequantize(
        key.outputs(), statement.tensors().subList(count - key.outputs().size(), count));
  }

  /**
   * Whether the inference is of this input: whether its integers are those that the model's input
   * has. Of an input that only trees read these are ranks among the trees' thresholds, so another
   * input that every branch decides alike is the same one to the proof.
   *
   * @throws NotPublicException if it is committed
   * @throws IllegalArgumentException if the input does not fit the model
   * @throws SaturationException if it is outside the calibrated range
   */
  public boolean isOf(FloatTensor input) {
    return Arrays.equals(inputIntegers(), key.input().quantize(input));
  }

  private static void requirePublic(Visibility visibility, String what) {
    if (visibility != Visibility.PUBLIC) {
      throw new NotPublicException(what, visibility);
    }
  }

  /**
   * The input's integers.
   *
   * @throws NotPublicException if it is not public
   */
  public long[] inputIntegers() {
    requirePublic(key.boundary().input(), "input");
    SeveralTensorsException.only(key.inputs(), "input");
    return statement.tensors().getFirst().clone();
  }

  /**
   * The output's integers.
   *
   * @throws NotPublicException if it is not public
   */
  public long[] outputIntegers() {
    requirePublic(key.boundary().output(), "output");
    SeveralTensorsException.only(key.outputs(), "output");
    return statement.tensors().getLast().clone();
  }

  /**
   * What the statement says of a committed input; empty if it is public or private. Two inferences
   * of equal commitments had the same input.
   */
  public Optional<TensorCommitment> inputCommitment() {
    return commitment(key.boundary().input(), 0);
  }

  /** What the statement says of a committed output; empty if it is public or private. */
  public Optional<TensorCommitment> outputCommitment() {
    return commitment(key.boundary().output(), statement.digests() - 1);
  }

  private Optional<TensorCommitment> commitment(Visibility visibility, int index) {
    return visibility == Visibility.COMMITTED
        ? Optional.of(TensorCommitment.of(statement.digest(index)))
        : Optional.empty();
  }

  /** The bytes that the prover bound the proof to. */
  public byte[] context() {
    return context.clone();
  }
}
