package io.zkml.core.stark;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.field.Kernels;
import io.zkml.core.parallel.Workers;
import io.zkml.core.rejection.ProofRejectedException;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.core.stark.prover.StarkProver;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random chips: the prover against the naive one, the verifier against both. */
class RandomChipsTest {

  private static final int SEEDS = 60;

  private static StarkProof prove(RandomPlan random, ProvingKey key) {
    try (Workers workers = Workers.of(1)) {
      return new StarkProver(Kernels.scalar(), workers, key)
          .prove(random.statement(), random.witness());
    }
  }

  @Test
  void prove_randomChips_equalsTheNaiveProverAndIsAccepted() throws ProofRejectedException {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomPlan random = new RandomPlan(seed);
      ProvingKey key = random.key();
      StarkProof proof = prove(random, key);
      StarkProof naive = new NaiveStarkProver(key, random.statement(), random.witness()).prove();
      assertThat(proof).as("%s", random).isEqualTo(naive);
      StarkVerifier.verify(key.verifyingKey(), random.statement(), proof);
    }
  }

  @Test
  void verify_oneWrongCell_isRejectedIfItIsConstrained() throws ProofRejectedException {
    int rejected = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomPlan random = new RandomPlan(seed);
      ProvingKey key = random.key();
      random.tamper();
      StarkProof proof = new NaiveStarkProver(key, random.statement(), random.witness()).prove();
      try {
        StarkVerifier.verify(key.verifyingKey(), random.statement(), proof);
      } catch (ProofRejectedException e) {
        rejected++;
      }
    }
    // A cell that no constraint reads may be anything: messages balance for all values.
    assertThat(rejected).isGreaterThan(SEEDS / 3);
  }

  @Test
  void seeds_together_coverShapes() {
    TreeSet<String> seen = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      ProofPlan plan = new RandomPlan(seed).plan;
      seen.add("degree " + plan.zerocheckDegree());
      seen.add("commitments " + plan.commitments().size());
      seen.add("preprocessed " + plan.preprocessed());
      seen.add("boundary " + plan.boundary());
      seen.add("segments " + plan.segments().size());
      seen.add("height " + plan.maxLogRows());
      boolean mixed = plan.segments().stream().anyMatch(s -> s.logRows() < plan.maxLogRows());
      seen.add(mixed ? "mixed heights" : "one height");
      for (Segment s : plan.segments()) {
        seen.add(s.chip().name());
        for (Segment.Source source : s.sources()) {
          if (source instanceof Segment.Public p) {
            seen.add(p.column().getClass().getSimpleName());
          }
        }
      }
    }
    assertThat(seen)
        .contains("degree 2", "degree 3", "degree 4", "preprocessed 0", "preprocessed 2")
        .contains(
            "boundary 0",
            "boundary 2",
            "commitments 1",
            "commitments 6",
            "segments 1",
            "segments 5",
            "height 0")
        .contains("height 4", "mixed heights", "one height", "Affine", "RowsBelow", "Clamp")
        .contains("RealPositions", "Linear", "table");
  }
}
