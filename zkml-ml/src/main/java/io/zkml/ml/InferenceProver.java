package io.zkml.ml;

import io.zkml.core.codec.KeyLimits;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.codec.StatementCodec;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.field.Kernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.parallel.Workers;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.ProgressListener;
import io.zkml.core.progress.Stage;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.interpret.IntegerInterpreter;
import io.zkml.ml.quant.SaturationException;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.tensor.TensorTrapException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  private final ProgramProver prover;
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
    BatchHasher hasher =
        builder.kernels == KernelChoice.SCALAR ? BatchHasher.scalar() : BatchHasher.auto();
    ProgramProver.Resources resources = new ProgramProver.Resources(kernels, hasher, workers);
    Path file = builder.keyFile;
    try {
      this.prover =
          new Monitor(listener, 1)
              .stage(
                  Stage.SETUP,
                  () -> file == null ? setup(model, resources) : cached(model, resources, file));
    } catch (Throwable failed) {
      workers.close();
      throw failed;
    }
    this.key =
        new ModelKey(
            model.digestBytes(),
            model.inputs(),
            model.outputs(),
            model.boundary(),
            model.constants(),
            prover.verifyingKey());
  }

  private static ProgramProver setup(CompiledModel model, ProgramProver.Resources resources) {
    return ProgramProver.setup(
        model.machine(), model.lowered().constants(), model.parameters(), resources);
  }

  private static ProgramProver cached(
      CompiledModel model, ProgramProver.Resources resources, Path file) {
    return ProgramProver.cached(
        model.machine(),
        model.lowered().constants(),
        model.parameters(),
        resources,
        file,
        model.digestBytes());
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
   * @throws SaturationException if a value leaves its window: the input is outside the calibrated
   *     range; names the layer and counts the values
   */
  public InferenceProof prove(FloatTensor input) {
    return prove(input, new byte[0]);
  }

  /** As {@link #prove(FloatTensor)}, bound to bytes of the caller's choice: a nonce, a chain id. */
  public InferenceProof prove(FloatTensor input, byte[] context) {
    return prove(input, context, new Monitor(listener, Stage.values().length - 1));
  }

  /** As above under a monitor of the caller's, who may cancel through it. */
  public InferenceProof prove(FloatTensor input, byte[] context, Monitor monitor) {
    return prove(input, context, Salts.random(), monitor);
  }

  /**
   * As above with salts of the caller's for what is committed. The bytes are a function of model,
   * parameters, input, context and those salts.
   *
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled, or the thread
   *     interrupted
   * @throws java.io.UncheckedIOException if the key file was cut short while it is in use
   */
  public InferenceProof prove(FloatTensor input, byte[] context, Salts salts, Monitor monitor) {
    return prove(List.of(model.quantize(input)), context, salts, monitor);
  }

  /**
   * As {@link #prove(FloatTensor, byte[])}, for models with several inputs.
   *
   * @param inputs exactly the model's inputs by name
   */
  public InferenceProof prove(Map<String, FloatTensor> inputs, byte[] context) {
    return prove(
        model.quantize(inputs),
        context,
        Salts.random(),
        new Monitor(listener, Stage.values().length - 1));
  }

  private InferenceProof prove(
      List<long[]> integers, byte[] context, Salts salts, Monitor monitor) {
    int most = KeyLimits.MAX_CONTEXT_BYTES - ModelKey.CONTEXT_PREFIX;
    if (context.length > most) {
      throw new IllegalArgumentException(
          "a context of " + context.length + " bytes; at most " + most + " can be bound");
    }
    List<long[]> tensors = model.lowered().tensors(integers);
    ProgramProver.ProvenRun run;
    try {
      run = prover.prove(tensors, key.context(context), salts.used(model.boundary()), monitor);
    } catch (TensorTrapException trap) {
      throw saturation(integers, trap);
    }
    List<long[]> answers = model.lowered().outputs().stream().map(run.tensors()::get).toList();
    byte[] bytes = encode(run.statement(), run.proof());
    return new InferenceProof(bytes, model.dequantize(answers), salts, monitor.times());
  }

  /** What the model's own meaning says of a run that the machine does not finish. */
  private RuntimeException saturation(List<long[]> integers, TensorTrapException trap) {
    try {
      IntegerInterpreter.run(model.graph(), integers);
      return trap;
    } catch (ArithmeticException e) {
      e.addSuppressed(trap);
      return e;
    }
  }

  /**
   * Proves that every committed weight and table entry is within the bounds that the key declares.
   * Done once for a key; verifiers of models whose weights are not public demand it.
   *
   * @throws IllegalArgumentException if there are too many constants for one proof
   */
  public WeightCertificate certify() {
    // Neither a run nor a set-up.
    return certify(new Monitor(listener, Stage.values().length - 2));
  }

  /**
   * As above under a monitor of the caller's, who may cancel through it.
   *
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public WeightCertificate certify(Monitor monitor) {
    VerifyingKey vk = CertifiedKey.certificateKey(key);
    StarkProof proof = prover.certify(CertifiedKey.context(key), monitor);
    return new WeightCertificate(ProofCodec.encode(proof, vk), monitor.times());
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

    private @Nullable Path keyFile;

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

    /**
     * Keeps the committed weights in this file: a later prover of the same model and parameters
     * maps it and need not commit again. A file that is missing, damaged or of another model is
     * written anew. Several processes may use one file.
     */
    public Builder keyFile(Path file) {
      keyFile = file;
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
     * @throws java.io.UncheckedIOException if the key file cannot be written
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     * @throws UnsupportedOperationException if the Vector API is demanded and absent
     */
    public InferenceProver build() {
      return new InferenceProver(this);
    }
  }
}
