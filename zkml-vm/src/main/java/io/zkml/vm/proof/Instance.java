package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import io.zkml.vm.tensor.TensorJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    return of(program, Set.of());
  }

  /**
   * As {@link #of(TensorProgram)}; jobs of some tensors share rows with each other only.
   *
   * @param apart those tensors
   */
  static List<Instance> of(TensorProgram program, Set<Integer> apart) {
    FunctionTables tables = FunctionTables.of(program);
    List<Integer> boundary = program.boundary();
    Map<Chip, List<RowJob>> shared = new HashMap<>();
    Map<Chip, List<RowJob>> others = new HashMap<>();
    List<Chip> chips = new ArrayList<>();
    List<List<RowJob>> jobs = new ArrayList<>();
    for (TensorJob job : program.jobs()) {
      if (job instanceof RowJob r) {
        Chip chip = r.chip(program.rangeBits(), tables::id);
        boolean alone = r.results().stream().anyMatch(boundary::contains);
        Map<Chip, List<RowJob>> known =
            r.results().stream().anyMatch(apart::contains) ? others : shared;
        List<RowJob> rows = alone ? null : known.get(chip);
        if (rows == null) {
          rows = new ArrayList<>();
          chips.add(chip);
          jobs.add(rows);
        }
        if (!alone) {
          known.put(chip, rows);
        }
        rows.add(r);
      }
    }
    List<Instance> out = new ArrayList<>();
    for (int i = 0; i < chips.size(); i++) {
      out.add(instance(program, chips.get(i), jobs.get(i)));
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
