package io.zkml.vm.riscv.proof;

import io.zkml.core.merkle.Digest;
import io.zkml.core.pcs.Commitment;
import io.zkml.core.pcs.Folding;
import io.zkml.core.pcs.StackedLayout;
import io.zkml.core.security.SecurityParameters;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.transcript.Transcript;
import java.util.List;

/**
 * What a verifier needs of a program. Its digest identifies the program, the parameter set and the
 * form of proofs.
 *
 * @param parameters a named set
 * @param facts sizes and addresses
 * @param folding column height and folding of proofs of all runs
 * @param program the commitment to text and image
 */
public record ProgramKey(
    SecurityParameters parameters, ProgramFacts facts, Folding folding, Commitment program) {

  /** Checks that the commitment has the program's layout. */
  public ProgramKey {
    if (!program.layout().equals(layout(facts, folding.logHeight()))) {
      throw new IllegalArgumentException("the program's commitment has another layout");
    }
  }

  static StackedLayout layout(ProgramFacts facts, int logHeight) {
    return new StackedLayout(logHeight, RunPlan.programLogs(facts));
  }

  /**
   * The key of runs of a shape.
   *
   * @throws IllegalArgumentException if no run of the program has it
   */
  public VerifyingKey verifyingKey(RunPlan plan) {
    return new VerifyingKey(parameters, plan.plan(), folding, List.of(program));
  }

  /** The plan of runs of a shape. */
  public RunPlan plan(RunShape shape) {
    return new RunPlan(facts, shape);
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
    t.absorb("folding", folding.encode());
    t.absorb("program", program.identity(parameters, folding.arity()).toBytes());
    return Digest.of(t.state());
  }
}
