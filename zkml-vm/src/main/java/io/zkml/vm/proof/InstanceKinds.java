package io.zkml.vm.proof;

import io.zkml.core.air.Chip;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.RowJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which jobs of a program share their rows.
 *
 * @param chips one an instance, in order of first use
 * @param numbers for every job the number of its instance; -1 for those without rows
 */
record InstanceKinds(List<Chip> chips, List<Integer> numbers) {

  private static final int NONE = -1;

  /**
   * The kinds of a program's jobs: by equal chips. A job of a boundary tensor has one of its own;
   * jobs of tensors {@code apart} share with each other only.
   */
  static InstanceKinds of(TensorProgram program, Set<Integer> apart) {
    FunctionTables tables = FunctionTables.of(program);
    List<Integer> boundary = program.boundary();
    Known shared = new Known();
    Known others = new Known();
    List<Chip> chips = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (var job : program.jobs()) {
      int number = NONE;
      if (job instanceof RowJob r) {
        Chip chip = r.chip(program.rangeBits(), tables::id);
        boolean alone = r.results().stream().anyMatch(boundary::contains);
        Known known = r.results().stream().anyMatch(apart::contains) ? others : shared;
        number = alone ? NONE : known.find(chips, chip);
        if (number == NONE) {
          number = chips.size();
          chips.add(chip);
          if (!alone) {
            known.add(chip, number);
          }
        }
      }
      numbers.add(number);
    }
    return new InstanceKinds(chips, numbers);
  }

  /** Numbers of chips by their names; few chips have one name. */
  private static final class Known {

    private final Map<String, List<Integer>> byName = new TreeMap<>();

    int find(List<Chip> chips, Chip chip) {
      for (int number : byName.getOrDefault(chip.name(), List.of())) {
        if (chips.get(number).equals(chip)) {
          return number;
        }
      }
      return NONE;
    }

    void add(Chip chip, int number) {
      byName.computeIfAbsent(chip.name(), name -> new ArrayList<>()).add(number);
    }
  }
}
