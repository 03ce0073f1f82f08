package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.vm.chip.MaxChip;
import io.zkml.vm.chip.RequantizeChip;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.Contract;
import io.zkml.vm.tensor.MaxWindow;
import io.zkml.vm.tensor.Requantize;
import io.zkml.vm.tensor.TensorJob;
import java.util.ArrayList;
import java.util.List;

/**
 * All jobs of one kind of chip with their rows.
 *
 * @param chip the chip
 * @param jobs the jobs, in program order
 * @param firstBlock for each job the index of its first block in the stack
 * @param stack the rows
 */
record Instance(Chip chip, List<TensorJob> jobs, List<Integer> firstBlock, Stack stack) {

  /** The chip of a job that commits something. */
  private static Chip chip(FunctionTables tables, TensorJob job) {
    return switch (job) {
      case Requantize r ->
          RequantizeChip.chip(r.activation(), r.shift(), tables.id(r.activation()));
      case MaxWindow m -> MaxChip.chip(m.elements());
      case Contract c -> throw new IllegalArgumentException("no chip: " + c);
    };
  }

  /** The instances of a program, in order of first use. */
  static List<Instance> of(TensorProgram program) {
    FunctionTables tables = FunctionTables.of(program);
    List<Chip> chips = new ArrayList<>();
    List<List<TensorJob>> jobs = new ArrayList<>();
    for (TensorJob job : program.jobs()) {
      if (job instanceof Contract) {
        continue;
      }
      Chip chip = chip(tables, job);
      if (!chips.contains(chip)) {
        chips.add(chip);
        jobs.add(new ArrayList<>());
      }
      jobs.get(chips.indexOf(chip)).add(job);
    }
    List<Instance> out = new ArrayList<>();
    for (int i = 0; i < chips.size(); i++) {
      out.add(instance(program, chips.get(i), jobs.get(i)));
    }
    return out;
  }

  private static Instance instance(TensorProgram program, Chip chip, List<TensorJob> jobs) {
    List<Integer> logs = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (TensorJob job : jobs) {
      first.add(logs.size());
      var layout = program.tensors().get(job.result()).layout();
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
}
