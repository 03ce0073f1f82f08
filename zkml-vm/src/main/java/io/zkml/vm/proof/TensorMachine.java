package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.codec.ProofCodec;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.field.Ext3;
import io.zkml.core.field.Goldilocks;
import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.FriPlanner;
import io.zkml.core.pcs.FriShape;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.CommittedDataFile;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.pcs.fri.prover.StackedColumns;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.security.SecurityReport;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.ProofPlan;
import io.zkml.core.stark.ProofShape;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.BoundaryVector;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.Salt;
import io.zkml.core.stark.prover.Witness;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorJob;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tensor program ready to be set up and traced. Immutable. */
public final class TensorMachine {

  private final TensorProgram program;
  private final List<Instance> instances;
  private final ProofPlan plan;

  /** The machine of a program. */
  public TensorMachine(TensorProgram program) {
    this.program = program;
    this.instances = Instance.of(program);
    this.plan = new PlanBuilder(program, instances).build();
  }

  /** The program. */
  public TensorProgram program() {
    return program;
  }

  /** The plan of its proofs. */
  public ProofPlan plan() {
    return plan;
  }

  /** How openings fold: a function of the program and the parameter set. */
  FriPlanner.Plan opening(SecurityParameters parameters) {
    List<Long> sizes = new ArrayList<>();
    int maxLog = 0;
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      long size = new StackedLayout(0, c.blockLogs()).size();
      sizes.add(size);
      if (!c.preprocessed()) {
        maxLog = Math.max(maxLog, 64 - Long.numberOfLeadingZeros(size - 1));
      }
    }
    return FriPlanner.plan(parameters, sizes, maxLog);
  }

  /** What proofs under a parameter set are made of, without a set-up. */
  public ProofCost cost(SecurityParameters parameters) {
    FriPlanner.Plan opening = opening(parameters);
    Commitment some =
        new Commitment(
            new Digest(0, 0, 0, 0), constantsLayout(opening.folding().logHeight()), Ext3.ZERO);
    // Sizes do not depend on what is committed to.
    VerifyingKey key = new VerifyingKey(parameters, plan, opening.folding(), List.of(some));
    return new ProofCost(
        committedCells(),
        constantCells(),
        lookups(),
        1L << ProofShape.of(key).gkrLayers(),
        ProofCodec.expectedBytes(key),
        ProofCodec.maxBytes(key),
        jobCosts());
  }

  private List<ProofCost.JobCost> jobCosts() {
    List<ProofCost.JobCost> costs = new ArrayList<>();
    for (TensorJob job : program.jobs()) {
      costs.add(job instanceof RowJob rows ? cost(rows) : ProofCost.JobCost.NONE);
    }
    return costs;
  }

  private ProofCost.JobCost cost(RowJob job) {
    Chip chip =
        instances.stream().filter(i -> i.jobs().contains(job)).findFirst().orElseThrow().chip();
    TensorLayout layout = Instance.layout(program, job);
    long rows = 0;
    for (int b = 0; b < layout.blocks(); b++) {
      rows += 1L << layout.blockLog(b);
    }
    return new ProofCost.JobCost(
        rows * PlanBuilder.committedColumns(chip), rows * chip.interactions().size());
  }

  /** How many bits of security proofs will have, term by term. */
  public SecurityReport securityReport(SecurityParameters parameters) {
    FriPlanner.Plan opening = opening(parameters);
    List<StackedLayout> layouts = new ArrayList<>();
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      layouts.add(new StackedLayout(opening.folding().logHeight(), c.blockLogs()));
    }
    FriShape shape = FriShape.of(parameters.logInvRate(), opening.folding(), layouts);
    return PlanSecurity.report(parameters, plan, shape);
  }

  /** Cells that every proof commits to. */
  public long committedCells() {
    return cells(false);
  }

  /** Cells of constants, committed once. */
  public long constantCells() {
    return cells(true);
  }

  private long cells(boolean preprocessed) {
    long cells = 0;
    for (ProofPlan.CommittedVector c : plan.commitments()) {
      cells += c.preprocessed() == preprocessed ? new StackedLayout(0, c.blockLogs()).size() : 0;
    }
    return cells;
  }

  /** Bus messages of a proof, padding rows included. */
  public long lookups() {
    long n = 0;
    for (Segment s : plan.segments()) {
      n += (long) s.chip().interactions().size() << s.logRows();
    }
    return n;
  }

  /**
   * Commits to the constants.
   *
   * @param tensors one array a tensor; only constants are read
   * @param fri commits, for one parameter set
   */
  public ProvingKey setup(List<long[]> tensors, FriProver fri) {
    return setup(tensors, fri, opening(fri.parameters()).folding());
  }

  /** As {@link #setup(List, FriProver)}, with columns and leaves of another shape. */
  ProvingKey setup(List<long[]> tensors, FriProver fri, Folding folding) {
    StackedLayout layout = constantsLayout(folding.logHeight());
    long[] entries = constants(tensors, layout);
    StackedColumns columns = new StackedColumns(layout);
    columns.put(0, entries, 0, entries.length);
    return key(fri.parameters(), folding, entries, fri.commit(columns, folding.arity()));
  }

  /**
   * As {@link #setup(List, FriProver)}, from a file that {@link CommittedDataFile#write} has made
   * for this program.
   *
   * @param identity what the file must have been made from
   * @throws IOException if the file is missing, made from something else or damaged
   */
  ProvingKey load(List<long[]> tensors, FriProver fri, Path file, Digest identity)
      throws IOException {
    SecurityParameters parameters = fri.parameters();
    Folding folding = opening(parameters).folding();
    StackedLayout layout = constantsLayout(folding.logHeight());
    long[] entries = constants(tensors, layout);
    CommittedData data =
        CommittedDataFile.map(fri, file, identity, layout, folding.arity(), entries);
    return key(parameters, folding, entries, data);
  }

  private StackedLayout constantsLayout(int logHeight) {
    return new StackedLayout(logHeight, plan.commitments().get(PlanBuilder.CONSTANTS).blockLogs());
  }

  private ProvingKey key(
      SecurityParameters parameters, Folding folding, long[] entries, CommittedData data) {
    VerifyingKey key = new VerifyingKey(parameters, plan, folding, List.of(data.commitment()));
    return new ProvingKey(key, List.of(entries), List.of(data));
  }

  /**
   * The entries of the commitment to constants, in the layout of the plan's first vector.
   *
   * @param tensors one array a tensor; only constants are read
   */
  public long[] constantEntries(List<long[]> tensors) {
    return constants(tensors, constantsLayout(0));
  }

  private long[] constants(List<long[]> tensors, StackedLayout layout) {
    long[] entries = new long[Math.toIntExact(layout.size())];
    long[] offsets = layout.offsets();
    int block = 0;
    checkTables(tensors);
    for (int t : program.stored(Storage.CONSTANT)) {
      // SOUNDNESS: the ledger counts on the declared bounds.
      program.tensors().get(t).check(tensors.get(t));
      long[] canonical = tensors.get(t).clone();
      for (int i = 0; i < canonical.length; i++) {
        canonical[i] = Goldilocks.fromSigned(canonical[i]);
      }
      var shape = program.tensors().get(t).layout();
      for (int b = 0; b < shape.blocks(); b++) {
        shape.scatter(canonical, b, entries, Math.toIntExact(offsets[block++]));
      }
    }
    return entries;
  }

  private void checkTables(List<long[]> tensors) {
    for (TensorJob job : program.jobs()) {
      if (job instanceof Requantize(int q, int acc, int shift, Activation.Table t)) {
        long[] table = tensors.get(t.table());
        // SOUNDNESS: padding is zero only if the job states the table's value at 0.
        if (table.length == 0 || table[table.length / 2] != t.atZero()) {
          throw new IllegalArgumentException(
              program.tensors().get(q).name() + ": its table's value at 0 is not " + t.atZero());
        }
      }
    }
  }

  /**
   * Commits to the tensors behind the digests of a run's statement.
   *
   * @param salts one a committed input, then one a committed output
   */
  public List<BoundaryVector> boundary(
      List<long[]> tensors, FriProver fri, VerifyingKey key, List<Salt> salts) {
    List<Integer> boundary = program.boundary();
    if (salts.size() != boundary.size()) {
      throw new IllegalArgumentException(
          salts.size() + " salts for " + boundary.size() + " committed tensors");
    }
    List<BoundaryVector> out = new ArrayList<>();
    for (int k = 0; k < boundary.size(); k++) {
      int t = boundary.get(k);
      BoundaryTensor form = new BoundaryTensor(program.tensors().get(t).layout());
      out.add(form.commit(fri, key, k, tensors.get(t), salts.get(k)));
    }
    return out;
  }

  /** The witness of a run, from all its tensors and the commitments to its boundary. */
  public Witness witness(List<long[]> tensors, List<BoundaryVector> boundary) {
    return new WitnessBuilder(program, instances, plan, tensors).build(boundary);
  }

  /** The statement of a run: public inputs, public outputs, digests of the boundary vectors. */
  public Statement statement(List<long[]> tensors, List<Digest> digests, byte[] context) {
    List<long[]> values = new ArrayList<>();
    for (int t : program.stored(Storage.INPUT)) {
      values.add(tensors.get(t));
    }
    for (int t : program.outputs()) {
      values.add(tensors.get(t));
    }
    return new Statement(values, digests, context);
  }
}
