package io.zkml.vm.proof;

import io.zkml.core.field.FieldKernels;
import io.zkml.core.hash.BatchHasher;
import io.zkml.core.merkle.Digest;
import io.zkml.core.parallel.Workers;
import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.pcs.fri.prover.CommittedDataFile;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.core.transcript.Transcript;
import io.zkml.vm.exec.TensorExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Runs one tensor program and proves its runs. May be used by many threads. */
public final class ProgramProver {

  private final TensorMachine machine;
  private final ProvingKey key;
  private final FriProver fri;
  private final Resources resources;
  private final StarkProver prover;

  /**
   * What a prover computes with.
   *
   * @param workers stay the caller's to close
   */
  public record Resources(FieldKernels kernels, BatchHasher hasher, Workers workers) {}

  /** A run that has been proven: all tensors of the run, the statement and the proof. */
  public record ProvenRun(List<long[]> tensors, Statement statement, StarkProof proof) {}

  private ProgramProver(TensorMachine machine, ProvingKey key, FriProver fri, Resources resources) {
    this.machine = machine;
    this.key = key;
    this.fri = fri;
    this.resources = resources;
    this.prover = new StarkProver(resources.kernels(), resources.workers(), fri, key);
  }

  /** A prover that commits to the constants anew. */
  public static ProgramProver setup(
      TensorMachine machine,
      List<long[]> constants,
      SecurityParameters parameters,
      Resources resources) {
    FriProver fri = fri(parameters, resources);
    return new ProgramProver(machine, machine.setup(constants, fri), fri, resources);
  }

  /**
   * A prover that maps the committed constants from a file. A file that is missing, damaged or made
   * from something else is written anew.
   *
   * @param programDigest identifies program and constants
   * @throws UncheckedIOException if the file must be written and cannot be
   */
  public static ProgramProver cached(
      TensorMachine machine,
      List<long[]> constants,
      SecurityParameters parameters,
      Resources resources,
      Path file,
      byte[] programDigest) {
    FriProver fri = fri(parameters, resources);
    Digest identity = identity(machine.opening(parameters), parameters, programDigest);
    ProvingKey key;
    try {
      key = machine.load(constants, fri, file, identity);
    } catch (IOException unusable) {
      key = machine.setup(constants, fri);
      write(file, identity, key);
    }
    return new ProgramProver(machine, key, fri, resources);
  }

  private static FriProver fri(SecurityParameters parameters, Resources r) {
    return new FriProver(parameters, r.kernels(), r.hasher(), r.workers());
  }

  private static void write(Path file, Digest identity, ProvingKey key) {
    try {
      CommittedDataFile.write(file, identity, key.preprocessed().getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException("the key file " + file + " cannot be written", e);
    }
  }

  private static Digest identity(
      FriPlanner.Plan opening, SecurityParameters parameters, byte[] programDigest) {
    Transcript t = Transcript.start("zkml/key-file/2");
    t.absorb("program", programDigest);
    t.absorb("parameters", parameters.encode());
    t.absorb("folding", opening.folding().encode());
    return Digest.of(t.state());
  }

  /** What verifiers need. */
  public VerifyingKey verifyingKey() {
    return key.verifyingKey();
  }

  /**
   * Runs the program and proves the run.
   *
   * @param tensors one array a tensor: inputs and constants are read
   * @param context what the statement is bound to
   * @param salts one a committed input, then one a committed output
   * @throws io.zkml.vm.tensor.TensorTrapException if a value leaves its bounds
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   * @throws UncheckedIOException if the file of the constants was cut short while it is in use
   */
  public ProvenRun prove(List<long[]> tensors, byte[] context, List<Salt> salts, Monitor monitor) {
    List<long[]> run =
        monitor.stage(Stage.EXECUTE, () -> TensorExecutor.run(machine.program(), tensors));
    VerifyingKey vk = key.verifyingKey();
    Witness witness =
        monitor.stage(
            Stage.WITNESS, () -> machine.witness(run, machine.boundary(run, fri, vk, salts)));
    List<Digest> digests = witness.boundary().stream().map(v -> v.digest(vk)).toList();
    Statement statement = machine.statement(run, digests, context);
    return new ProvenRun(
        run,
        statement,
        CommittedDataFile.reading(
            key.preprocessed().getFirst(), () -> prover.prove(statement, witness, monitor)));
  }

  /**
   * Proves once for all runs that every constant is within its declared bounds, see {@link
   * ConstantPlan}: for verifiers that do not have the constants.
   *
   * @param context what the statement is bound to
   * @throws IllegalArgumentException if the plan is too large for the parameter set
   * @throws java.util.concurrent.CancellationException if the monitor was cancelled
   */
  public StarkProof certify(byte[] context, Monitor monitor) {
    ConstantPlan certificate = ConstantPlan.of(ConstantBounds.of(machine.program()));
    return CommittedDataFile.reading(
        key.preprocessed().getFirst(),
        () -> certify(certificate, key, context, resources, fri, monitor));
  }

  static StarkProof certify(
      ConstantPlan certificate,
      ProvingKey key,
      byte[] context,
      Resources resources,
      FriProver fri,
      Monitor monitor) {
    VerifyingKey vk = certificate.key(key.verifyingKey());
    ProvingKey own = new ProvingKey(vk, key.preprocessedEntries(), key.preprocessed());
    long[] constants = key.preprocessedEntries().getFirst();
    Witness witness =
        monitor.stage(Stage.WITNESS, () -> ConstantWitness.of(certificate, constants));
    return new StarkProver(resources.kernels(), resources.workers(), fri, own)
        .prove(new Statement(List.of(), context), witness, monitor);
  }
}
