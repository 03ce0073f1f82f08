package io.zkml.vm.riscv.proof;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.ShardedKey;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.transcript.Transcript;
import io.zkml.vm.riscv.model.Guest;
import io.zkml.vm.riscv.model.GuestModel;
import java.util.List;

/**
 * What a verifier needs of a program. Its digest identifies the program, the parameter set and the
 * form of proofs.
 *
 * @param parameters a named set
 * @param facts sizes and addresses
 * @param models the models that the program calls, by number
 * @param folding column height and folding of proofs of all runs
 * @param program the commitment to text, image and models' constants
 */
public record ProgramKey(
    SecurityParameters parameters,
    ProgramFacts facts,
    List<GuestModel> models,
    Folding folding,
    Commitment program) {

  /** Copies the list; checks that the commitment has the program's layout. */
  public ProgramKey {
    models = List.copyOf(models);
    if (models.size() > Guest.MAX_MODELS) {
      throw new IllegalArgumentException(models.size() + " models");
    }
    if (!program.layout().equals(layout(facts, models, folding.logHeight()))) {
      throw new IllegalArgumentException("the program's commitment has another layout");
    }
  }

  static StackedLayout layout(ProgramFacts facts, List<GuestModel> models, int logHeight) {
    return new StackedLayout(logHeight, RunPlan.programLogs(facts, models));
  }

  /**
   * The key of runs of a shape.
   *
   * @throws IllegalArgumentException if no run of the program has it
   */
  public ShardedKey verifyingKey(RunPlans plans) {
    return new ShardedKey(plans.shards().stream().map(this::verifyingKey).toList());
  }

  /** The key of one shard of runs of a shape. */
  VerifyingKey verifyingKey(RunPlan plan) {
    List<Commitment> preprocessed = plan.isLast() ? List.of(program) : List.of();
    return new VerifyingKey(parameters, plan.plan(), folding, preprocessed);
  }

  /** The plans of runs of a shape. */
  public RunPlans plans(RunShape shape) {
    return plans(shape, Long.MAX_VALUE);
  }

  /**
   * The plans of runs of a shape, if their proofs may have so few bytes.
   *
   * @throws IllegalArgumentException if not, before anything large is made
   */
  RunPlans plans(RunShape shape, long bytes) {
    ModelSize.check(models, shape.calls(), bytes);
    return new RunPlans(facts, models, shape);
  }

  /** H over every part of the key. */
  public Digest digest() {
    Transcript t = Transcript.start("zkml/program-key");
    t.absorbLong("protocol version", VerifyingKey.PROTOCOL_VERSION);
    t.absorb("parameters", parameters.encode());
    t.absorbLong("entry", facts.entry());
    t.absorbLong("text start", facts.textStart());
    t.absorbLong("text words", facts.textWords());
    t.absorbLong("image words", facts.imageWords());
    t.absorbLong("data index", facts.dataIndex());
    t.absorbLong("models", models.size());
    models.forEach(model -> t.absorb("model", ModelCodec.encode(model)));
    t.absorb("folding", folding.encode());
    t.absorb("program", program.identity(parameters, folding.arity()).toBytes());
    return Digest.of(t.state());
  }
}
