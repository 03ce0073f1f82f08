package io.zkml.vm.riscv.proof;

import io.zkml.core.pcs.fri.prover.CommittedData;
import io.zkml.core.pcs.fri.prover.CommittedDataFile;
import io.zkml.core.pcs.fri.prover.FriProver;
import io.zkml.core.progress.Monitor;
import io.zkml.core.progress.Stage;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.PlanSecurity;
import io.zkml.core.stark.ShardContext;
import io.zkml.core.stark.ShardProof;
import io.zkml.core.stark.ShardedKey;
import io.zkml.core.stark.ShardedProof;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.prover.CommittedShard;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import io.zkml.core.stark.prover.Witness;
import io.zkml.core.transcript.ChallengeTape;
import io.zkml.vm.proof.ProgramProver;
import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.exec.TraceChunk;
import io.zkml.vm.riscv.exec.TraceSummary;
import io.zkml.vm.riscv.exec.TrapException;
import io.zkml.vm.riscv.isa.Code;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.ModelObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Proves traces shard by shard, holding one shard at a time. A first pass commits to every shard
 * and keeps the roots; all challenges depend on them. The last shard is proven at once, all others
 * in a second pass, which traces and commits again. A run of one shard takes one pass.
 */
final class RunProver {

  /** Stages of a shard's commitment, and of its proof. */
  static final int STAGES = Stage.values().length - 2;

  private final Code code;
  private final List<ModelObject> models;
  private final ProgramKey key;
  private final Text text;
  private final FriProver fri;
  private final ProgramProver.Resources resources;
  private final ShardSize size;
  private final ChipSet chips;

  /** The commitment to text and image, and what it commits to. */
  record Text(long[] entries, CommittedData committed) {}

  /** What gives the same trace every time. */
  @FunctionalInterface
  interface Source {
    /** Hands over the trace in chunks of so many cycles, but for the last. */
    TraceSummary trace(int chunkCycles, Consumer<TraceChunk> chunks) throws TrapException;
  }

  RunProver(
      Guest guest,
      ProgramKey key,
      Text text,
      FriProver fri,
      ProgramProver.Resources resources,
      ShardSize size) {
    this.code = guest.program().code();
    this.models = guest.models();
    this.key = key;
    this.text = text;
    this.fri = fri;
    this.resources = resources;
    this.size = size;
    this.chips = new ChipSet(key.facts().dataIndex());
  }

  /** Cuts traces as this prover does. */
  ShardCutter cutter() {
    return new ShardCutter(code, chips, size);
  }

  /** Proves the run of a trace. */
  RunProof prove(Source source, byte[] context, Monitor monitor) throws TrapException {
    Run run = new Run(context, monitor);
    TraceSummary summary = source.trace(size.chunkCycles(), run::commit);
    Run.Last last = CommittedDataFile.reading(text.committed(), () -> run.last(summary));
    if (!run.messages.isEmpty()) {
      source.trace(size.chunkCycles(), chunk -> run.prove(chunk, last));
    }
    run.proofs.add(last.proof());
    return new RunProof(
        last.plans().shape(), summary.result().output(), new ShardedProof(run.proofs));
  }

  /** One proof under construction. */
  private final class Run {
    private final byte[] context;
    private final Monitor monitor;
    private final ShardCutter cutter = cutter();
    private final RunWitness.Totals totals =
        new RunWitness.Totals(key.facts().textWords(), resources.workers());
    private final List<TraceChunk> pending = new ArrayList<>();

    /** Of all shards before the last. */
    private final List<List<StarkProof.CommitmentMessages>> messages = new ArrayList<>();

    private final List<ShardProof> proofs = new ArrayList<>();

    Run(byte[] context, Monitor monitor) {
      this.context = context;
      this.monitor = monitor;
    }

    /** The last shard's proof, and what those of all others need. */
    record Last(RunPlans plans, ShardContext all, ShardProof proof) {}

    /** First pass. */
    void commit(TraceChunk chunk) {
      if (cutter.begins(chunk)) {
        commitPending();
      }
      pending.add(chunk);
    }

    private void commitPending() {
      monitor.expect(STAGES + 2);
      monitor.shard(messages.size(), 0);
      RunPlan plan = new RunPlan(chips, cutter.shards().get(messages.size()));
      Witness witness = monitor.stage(Stage.WITNESS, () -> witness(plan).build(totals));
      messages.add(commit(plan, new Statement(List.of(), context), witness).messages());
      pending.clear();
    }

    private RunWitness witness(RunPlan plan) {
      return new RunWitness(plan, code, pending, resources.workers());
    }

    private CommittedShard commit(RunPlan plan, Statement share, Witness witness) {
      ProvingKey proving =
          plan.isLast()
              ? new ProvingKey(
                  key.verifyingKey(plan), List.of(text.entries()), List.of(text.committed()))
              : new ProvingKey(key.verifyingKey(plan), List.of(), List.of());
      return new StarkProver(resources.kernels(), resources.workers(), fri, proving)
          .commit(share, witness, monitor);
    }

    /** Ends the first pass. */
    Last last(TraceSummary summary) {
      RunShape shape = cutter.finish(summary);
      if (messages.size() + 1 < shape.shards().size()) {
        commitPending();
      }
      RunPlans plans = key.plans(shape);
      ShardedKey sharded = key.verifyingKey(plans);
      requireTarget(sharded);
      monitor.shard(messages.size(), shape.shards().size());
      Witness witness =
          monitor.stage(Stage.WITNESS, () -> witness(plans.last()).build(summary, models, totals));
      pending.clear();
      Statement statement = RunProof.statement(summary.result().output(), context);
      CommittedShard committed = commit(plans.last(), statement, witness);
      List<List<StarkProof.CommitmentMessages>> all = new ArrayList<>(messages);
      all.add(committed.messages());
      try {
        ShardContext shards = ShardContext.of(sharded, statement, all, ChallengeTape.none());
        return new Last(plans, shards, committed.prove(shards, messages.size()));
      } catch (ProofRejectedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Second pass. */
    void prove(TraceChunk chunk, Last last) {
      int shard = proofs.size();
      if (shard == messages.size()) {
        return;
      }
      pending.add(chunk);
      if (pending.size() == cutter.chunks().get(shard)) {
        monitor.shard(shard, messages.size() + 1);
        RunPlan plan = last.plans().shards().get(shard);
        Witness witness = monitor.stage(Stage.WITNESS, () -> witness(plan).build());
        pending.clear();
        Statement share = new Statement(List.of(), context);
        proofs.add(commit(plan, share, witness).prove(last.all(), shard));
      }
    }
  }

  private void requireTarget(ShardedKey sharded) {
    // SOUNDNESS: a run is worth what its parameter set's name says, or it is not proven.
    if (!key.parameters().isUnsafe() && !PlanSecurity.reachesTarget(sharded)) {
      throw new IllegalArgumentException("runs of this size are not proven securely");
    }
  }
}
