package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.Repetition;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All jobs of one kind of chip with their rows.
 *
 * @param chip the chip
 * @param jobs the jobs, in program order
 * @param firstBlock for each job the index of its first block in the stack
 * @param stack the rows
 */
record Instance(Chip chip, List<RowJob> jobs, List<Integer> firstBlock, Stack stack) {

  /**
   * The instances of a program, in order of first use. A job of a committed input or output has one
   * of its own, so that the tensor's column is a function of the tensor alone.
   */
  static List<Instance> of(TensorProgram program) {
    return of(program, program, Set.of());
  }

  /**
   * The instances of several runs of a program, in order of first use; jobs of some tensors share
   * rows with each other only.
   *
   * @param apart those tensors of the program
   */
  static List<Instance> of(Repetition runs, Set<Integer> apart) {
    return of(runs.once(), runs.program(), apart);
  }

  /** Chips are those of the first run, so many runs cost little more than one. */
  private static List<Instance> of(TensorProgram once, TensorProgram all, Set<Integer> apart) {
    InstanceKinds kinds = InstanceKinds.of(once, apart);
    List<List<RowJob>> jobs = new ArrayList<>();
    kinds.chips().forEach(chip -> jobs.add(new ArrayList<>()));
    for (int i = 0; i < all.jobs().size(); i++) {
      if (all.jobs().get(i) instanceof RowJob r) {
        jobs.get(kinds.numbers().get(i % once.jobs().size())).add(r);
      }
    }
    List<Instance> out = new ArrayList<>();
    for (int k = 0; k < jobs.size(); k++) {
      out.add(instance(all, kinds.chips().get(k), jobs.get(k)));
    }
    return out;
  }

  private static Instance instance(TensorProgram program, Chip chip, List<RowJob> jobs) {
    List<Integer> logs = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (RowJob job : jobs) {
      first.add(logs.size());
      var layout = layout(program, job);
      for (int b = 0; b < layout.blocks(); b++) {
        logs.add(layout.blockLog(b));
      }
    }
    return new Instance(chip, jobs, first, Stack.of(logs));
  }

  /** Where block {@code b} of job {@code j}'s result lies. */
  Stack.Place place(int j, int b) {
    return stack.places().get(firstBlock.get(j) + b);
  }

  /** The layout of a job's rows: that of all its results. */
  static TensorLayout layout(TensorProgram program, RowJob job) {
    return program.tensors().get(job.results().getFirst()).layout();
  }
}
