package io.zkml.vm.riscv.proof;

import io.zkml.vm.riscv.chip.ChipSet;
import io.zkml.vm.riscv.model.GuestModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The plans of a run's proof, one a shard: a pure function of program and shape, computed alike by
 * prover and verifier.
 */
public final class RunPlans {

  private final RunShape shape;
  private final List<RunPlan> shards = new ArrayList<>();

  /**
   * The plans of a run.
   *
   * @throws IllegalArgumentException if the shape is none of this program's, or too large
   */
  RunPlans(ProgramFacts facts, List<GuestModel> models, RunShape shape) {
    this.shape = shape;
    ChipSet chips = new ChipSet(facts.dataIndex());
    for (ShardRows rows : shape.shards().subList(0, shape.shards().size() - 1)) {
      shards.add(new RunPlan(chips, rows));
    }
    shards.add(new RunPlan(facts, models, shape, chips));
  }

  /** The shape. */
  public RunShape shape() {
    return shape;
  }

  /** The plans, shard by shard. */
  public List<RunPlan> shards() {
    return List.copyOf(shards);
  }

  /** The plan of the last shard, with all tables. */
  RunPlan last() {
    return shards.getLast();
  }

  /** Cells that the proof commits to. */
  public long committedCells() {
    return shards.stream().mapToLong(RunPlan::committedCells).sum();
  }

  /** Bus messages, padding included. */
  public long messages() {
    return shards.stream().mapToLong(RunPlan::messages).sum();
  }
}
