package io.zkml.ml;

import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.ProgressListener;
import io.zkml.core.progress.Stage;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.vm.exec.TensorExecutor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Proves inferences of one model:
 *
 * <pre>{@code
 * try (InferenceProver prover = InferenceProver.builder(model).build()) {
 *   InferenceProof proof = prover.prove(input);
 * }
 * }</pre>
 *
 * Building it commits to the weights. May be used by many threads; {@link #close} ends its helper
 * threads.
 */
public final class InferenceProver implements AutoCloseable {

  private final CompiledModel model;
  private final Workers workers;
  private final ProgressListener listener;
  private final StarkProver prover;
  private final ModelKey key;

  private InferenceProver(Builder builder) {
    this.model = builder.model;
    this.listener = builder.listener;
    this.workers = Workers.of(builder.threads);
    FieldKernels kernels =
        switch (builder.kernels) {
          case AUTO -> Kernels.auto();
          case SCALAR -> Kernels.scalar();
          case VECTOR -> Kernels.vector();
        };
    FriPlanner.Plan plan = model.openingPlan();
    ProvingKey provingKey =
        new Monitor(listener, 1)
            .stage(
                Stage.SETUP,
                () ->
                    model
                        .machine()
                        .setup(
                            model.lowered().constants(),
                            model.parameters(),
                            plan.logHeight(),
                            plan.arity(),
                            kernels,
                            workers));
    this.prover = new StarkProver(kernels, workers, provingKey);
    this.key =
        new ModelKey(model.digestBytes(), model.input(), model.output(), provingKey.verifyingKey());
  }

  /** A builder of provers for a model. */
  public static Builder builder(CompiledModel model) {
    return new Builder(model);
  }

  /** What verifiers of this prover's proofs need. */
  public ModelKey key() {
    return key;
  }

  /**
   * Runs the model and proves the run.
   *
   * @throws IllegalArgumentException if the input does not fit the model
   * @throws io.zkml.vm.exec.TensorTrapException if a value leaves its window: the input is far
   *     outside the calibrated range
   */
  public InferenceProof prove(FloatTensor input) {
    return prove(input, new byte[0]);
  }

  /** As {@link #prove(FloatTensor)}, bound to bytes of the caller's choice: a nonce, a chain id. */
  public InferenceProof prove(FloatTensor input, byte[] context) {
    return prove(input, context, new Monitor(listener, Stage.values().length - 1));
  }

  /**
   * As above under a monitor of the caller's, who may cancel through it.
   *
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public InferenceProof prove(FloatTensor input, byte[] context, Monitor monitor) {
    long[] quantised = model.quantize(input);
    List<long[]> tensors =
        monitor.stage(
            Stage.EXECUTE,
            () ->
                TensorExecutor.run(model.lowered().program(), model.lowered().tensors(quantised)));
    Witness witness = monitor.stage(Stage.WITNESS, () -> model.machine().witness(tensors));
    Statement statement = model.machine().statement(tensors, key.context(context));
    StarkProof proof = prover.prove(statement, witness, monitor);
    FloatTensor output = model.dequantize(tensors.get(model.lowered().output()));
    return new InferenceProof(encode(statement, proof), output, monitor.times());
  }

  /** Statement, then proof, the former behind its length in 4 bytes. */
  private byte[] encode(Statement statement, StarkProof proof) {
    byte[] s = StatementCodec.encode(statement);
    byte[] p = ProofCodec.encode(proof, key.verifyingKey());
    return ByteBuffer.allocate(Integer.BYTES + s.length + p.length)
        .putInt(s.length)
        .put(s)
        .put(p)
        .array();
  }

  @Override
  public void close() {
    workers.close();
  }

  /** Options of a prover. */
  public static final class Builder {
    private final CompiledModel model;
    private int threads = Runtime.getRuntime().availableProcessors();
    private KernelChoice kernels = KernelChoice.AUTO;
    private ProgressListener listener = ProgressListener.none();

    private Builder(CompiledModel model) {
      this.model = model;
    }

    /** Number of threads, at least 1; all cores by default. */
    public Builder threads(int number) {
      threads = number;
      return this;
    }

    /** The arithmetic kernels. */
    public Builder kernels(KernelChoice choice) {
      kernels = choice;
      return this;
    }

    /** Who is told of progress. */
    public Builder listener(ProgressListener progress) {
      listener = progress;
      return this;
    }

    /**
     * Commits to the weights and returns the prover.
     *
     * @throws UnsupportedOperationException if the Vector API is demanded and absent
     */
    public InferenceProver build() {
      return new InferenceProver(this);
    }
  }
}
