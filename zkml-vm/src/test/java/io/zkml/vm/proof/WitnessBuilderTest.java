package io.zkml.vm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.vm.program.RandomProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the plan says and what the executor computed are one thing. */
class WitnessBuilderTest {

  private static final int PROGRAMS = 150;

  private static MachineRun run(long seed) {
    RandomProgram.Run run = RandomProgram.of(seed, 1 + (int) (seed % 4));
    return new MachineRun(run.program(), run.values());
  }

  @Test
  void relations_randomPrograms_giveTheExecutorsAccumulators() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      MachineRun run = run(seed);
      List<long[]> relations = run.relations();
      for (int r = 0; r < relations.size(); r++) {
        assertThat(run.virtual.get(r))
            .as("seed %s, %s", seed, run.plan.relations().get(r).label())
            .isEqualTo(relations.get(r));
      }
    }
  }

  @Test
  void build_randomPrograms_satisfiesAllConstraintsAndBuses() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      assertThat(TraceChecker.check(run(seed).tables(), List.of()).toString())
          .as("seed %s", seed)
          .startsWith("0 broken constraints, 0 unbalanced messages");
    }
  }

  @Test
  void refill_honestCells_changesNothing() {
    for (long seed = 0; seed < 30; seed++) {
      MachineRun run = run(seed);
      long[] before = run.committed.clone();
      run.refill();
      assertThat(run.committed).as("seed %s", seed).isEqualTo(before);
    }
  }
}
