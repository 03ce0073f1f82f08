package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.StarkProof;
import io.zkml.core.stark.StarkVerifier;
import io.zkml.core.stark.Statement;
import io.zkml.core.stark.VerifyingKey;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.program.ProgramBuilder;
import io.zkml.vm.program.RandomProgram;
import io.zkml.vm.tensor.Multiply;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Programs proven and verified, and false statements refused. */
class ProveVerifyTest {

  private static final int PROGRAMS = 60;

  private static void accepted(MachineRun run, String description) {
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    assertThatCode(() -> StarkVerifier.verify(key.verifyingKey(), run.statement(), proof))
        .as(description)
        .doesNotThrowAnyException();
  }

  @Test
  void verify_randomPrograms_accepts() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      RandomProgram.Run run = RandomProgram.of(seed, 1 + (int) (seed % 5));
      accepted(new MachineRun(run.program(), run.values()), "seed " + seed);
    }
  }

  @Test
  void verify_smallNetworks_accepts() {
    for (long seed = 0; seed < 3; seed++) {
      accepted(SmallNetworks.mixed(seed), "seed " + seed);
    }
    accepted(SmallNetworks.twins(), "twins");
  }

  /** A chip without messages that is taller than the fractional sum has leaves. */
  private static MachineRun tallProduct() {
    ProgramBuilder b = new ProgramBuilder(4);
    TensorLayout layout = ProgramBuilder.padded(1 << 9);
    int x = b.randomInput(layout, -100, 100, new SplittableRandom(1));
    int square = b.stored(layout, -10_000, 10_000);
    b.job(new Multiply(square, x, x)).output(square);
    return new MachineRun(b.build(), b.values());
  }

  @Test
  void verify_chipTallerThanAllMessages_accepts() {
    accepted(tallProduct(), "tall");
  }

  @Test
  void verify_falseProductInATallChip_rejects() {
    MachineRun run = tallProduct();
    ProvingKey key = run.key();
    for (int row : new int[] {0, 1, 255, 511}) {
      MachineRun forged = Forgery.of(run, 1, row, run.tensors.get(1)[row] + 1);
      StarkProof proof = forged.prove(key, forged.statement());
      rejected(key.verifyingKey(), forged.statement(), proof, "row " + row);
    }
  }

  private static void rejected(VerifyingKey key, Statement statement, StarkProof proof, String as) {
    assertThatThrownBy(() -> StarkVerifier.verify(key, statement, proof))
        .as(as)
        .isInstanceOf(ProofRejectedException.class);
  }

  @Test
  void verify_statementsOfOtherRuns_rejects() {
    MachineRun run = SmallNetworks.mixed(5);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    List<Statement> others = falseStatements(run);
    assertThat(others).hasSizeGreaterThan(8);
    for (Statement other : others) {
      rejected(key.verifyingKey(), other, proof, "under the honest proof");
    }
  }

  @Test
  void prove_falseOutputs_isNoticed() {
    MachineRun run = SmallNetworks.mixed(5);
    ProvingKey key = run.key();
    Statement honest = run.statement();
    List<long[]> tensors = honest.tensors().stream().map(long[]::clone).toList();
    tensors.getLast()[0] += tensors.getLast()[0] > 0 ? -1 : 1;
    assertThatThrownBy(() -> run.prove(key, new Statement(tensors, honest.context())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Outputs off by one, other contexts. */
  private static List<Statement> falseStatements(MachineRun run) {
    Statement honest = run.statement();
    List<Statement> out = new ArrayList<>();
    for (int t = 1; t < honest.tensors().size(); t++) {
      for (int i = 0; i < honest.tensors().get(t).length; i += 1 + i) {
        List<long[]> tensors = honest.tensors().stream().map(long[]::clone).toList();
        long[] entries = tensors.get(t);
        entries[i] += entries[i] > 0 ? -1 : 1;
        out.add(new Statement(tensors, honest.context()));
      }
    }
    out.add(new Statement(honest.tensors(), new byte[] {1, 2, 4}));
    out.add(new Statement(honest.tensors(), new byte[0]));
    return out;
  }

  @Test
  void verify_otherInput_rejects() {
    MachineRun run = SmallNetworks.mixed(5);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    List<long[]> tensors = run.statement().tensors().stream().map(long[]::clone).toList();
    tensors.getFirst()[7] += tensors.getFirst()[7] > 0 ? -1 : 1;
    rejected(key.verifyingKey(), new Statement(tensors, run.statement().context()), proof, "input");
  }

  @Test
  void verify_statementsOfOtherShapeOrRange_rejects() {
    MachineRun run = SmallNetworks.mixed(6);
    ProvingKey key = run.key();
    StarkProof proof = run.prove(key, run.statement());
    Statement honest = run.statement();
    List<List<long[]>> all = new ArrayList<>();
    all.add(honest.tensors().subList(0, 2));
    all.add(List.of(honest.tensors().get(1), honest.tensors().get(0), honest.tensors().get(2)));
    for (long v : new long[] {21, -21, Long.MIN_VALUE, Long.MAX_VALUE, -4294967295L}) {
      List<long[]> tensors = honest.tensors().stream().map(long[]::clone).toList();
      tensors.getFirst()[0] = v;
      all.add(tensors);
    }
    for (List<long[]> tensors : all) {
      rejected(key.verifyingKey(), new Statement(tensors, honest.context()), proof, "statement");
    }
    assertThat(all).hasSize(7);
  }

  @Test
  void verify_proofOfOtherWeights_rejects() {
    MachineRun run = SmallNetworks.mixed(7);
    MachineRun other = SmallNetworks.mixed(8);
    assertThat(other.plan).isNotEqualTo(run.plan);
    MachineRun twin = SmallNetworks.twins();
    ProvingKey key = run.key();
    StarkProof proof = other.prove(other.key(), other.statement());
    rejected(key.verifyingKey(), other.statement(), proof, "other model, its statement");
    rejected(key.verifyingKey(), run.statement(), proof, "other model");
    StarkProof small = twin.prove(twin.key(), twin.statement());
    rejected(key.verifyingKey(), run.statement(), small, "other program");
  }
}
