package io.zkml.testkit;

import io.zkml.core.air.Bus;
import io.zkml.core.air.Chip;
import io.zkml.core.air.ColumnKind;
import io.zkml.core.air.Constraint;
import io.zkml.core.air.Interaction;
import io.zkml.core.expr.ExprGraph.ConstantNode;
import io.zkml.core.field.Goldilocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * All mutants of a chip: every constraint and message left out, every indicator fixed, every value
 * and count of a message changed, every message on another bus, every access (a message received
 * and one sent) left out, every value of an exact bus hidden.
 */
final class Mutants {

  private static final int OTHER_BUS = 1_000_000;

  private final Chip chip;
  private final Predicate<Bus> isLookup;
  private final IntPredicate isFree;
  private final List<Mutant> out = new ArrayList<>();

  private Mutants(Chip chip, Predicate<Bus> isLookup, IntPredicate isFree) {
    this.chip = chip;
    this.isLookup = isLookup;
    this.isFree = isFree;
  }

  /**
   * The mutants of a chip.
   *
   * @param isLookup which of its buses are lookups
   * @param isFree which of its columns the prover chooses
   */
  static List<Mutant> of(Chip chip, Predicate<Bus> isLookup, IntPredicate isFree) {
    Mutants mutants = new Mutants(chip, isLookup, isFree);
    for (int c = 0; c < chip.constraints().size(); c++) {
      mutants.constraint(c);
    }
    for (int i = 0; i < chip.interactions().size(); i++) {
      mutants.message(i);
    }
    mutants.accesses();
    mutants.hidden();
    return mutants.out;
  }

  private void constraint(int index) {
    Constraint c = chip.constraints().get(index);
    String name = "constraint '" + c.label() + "'";
    List<Constraint> rest = new ArrayList<>(chip.constraints());
    rest.remove(index);
    out.add(Mutant.of(name + " dropped", with(rest, chip.interactions(), new GraphEdit(chip))));
    for (int column = 0; column < chip.columns().size(); column++) {
      if (chip.columns().get(column).kind() == ColumnKind.PUBLIC) {
        for (int value = 0; value < 2; value++) {
          fixed(index, name, column, value);
        }
      }
    }
  }

  private void fixed(int index, String name, int column, int value) {
    GraphEdit edit = new GraphEdit(chip);
    Constraint c = chip.constraints().get(index);
    int node = edit.withColumn(c.node(), column, value);
    if (node != c.node()) {
      List<Constraint> changed = new ArrayList<>(chip.constraints());
      changed.set(index, new Constraint(c.label(), node));
      String what = ", " + chip.columns().get(column).name() + " as " + value;
      out.add(Mutant.of(name + what, with(changed, chip.interactions(), edit)));
    }
  }

  private void message(int index) {
    Interaction i = chip.interactions().get(index);
    String name = "message '" + i.label() + "'";
    out.add(Mutant.of(name + " dropped", without(index)));
    boolean range = isLookup.test(i.bus()) && i.bus().width() == 1;
    for (int k = 0; k < i.values().size() && !range; k++) {
      if (!(chip.graph().nodes().get(i.values().get(k)) instanceof ConstantNode zero)
          || zero.value() != 0) {
        GraphEdit edit = new GraphEdit(chip);
        changed(index, name + ", value " + k + " as 0", edit, k, edit.constant(0));
      }
      GraphEdit edit = new GraphEdit(chip);
      int more = edit.plusOne(i.values().get(k));
      changed(index, name + ", value " + k + " plus 1", edit, k, more);
    }
    counts(index, name);
    Bus other = new Bus(i.bus().name(), i.bus().id() + OTHER_BUS, i.bus().width());
    Interaction moved = new Interaction(i.label(), other, i.numerator(), i.values());
    out.add(Mutant.of(name + " on another bus", with(index, moved, new GraphEdit(chip))));
  }

  private void counts(int index, String name) {
    Interaction i = chip.interactions().get(index);
    GraphEdit edit = new GraphEdit(chip);
    int negated = edit.negated(i.numerator());
    out.add(Mutant.of(name + " counted negatively", counted(index, edit, negated)));
    if (!(chip.graph().nodes().get(i.numerator()) instanceof ConstantNode)) {
      for (int value : new int[] {1, -1}) {
        GraphEdit other = new GraphEdit(chip);
        Chip always = counted(index, other, other.constant(value));
        out.add(Mutant.of(name + " counted " + value + " in every row", always));
      }
    }
  }

  private Chip counted(int index, GraphEdit edit, int numerator) {
    Interaction i = chip.interactions().get(index);
    return with(index, new Interaction(i.label(), i.bus(), numerator, i.values()), edit);
  }

  private void changed(int index, String name, GraphEdit edit, int slot, int node) {
    Interaction i = chip.interactions().get(index);
    List<Integer> values = new ArrayList<>(i.values());
    values.set(slot, node);
    Interaction changed = new Interaction(i.label(), i.bus(), i.numerator(), values);
    out.add(Mutant.of(name, with(index, changed, edit)));
  }

  /** Leaves out both messages of an access: neighbours on one exact bus. */
  private void accesses() {
    for (int i = 0; i + 1 < chip.interactions().size(); i++) {
      Interaction first = chip.interactions().get(i);
      Interaction second = chip.interactions().get(i + 1);
      if (first.bus().equals(second.bus()) && !isLookup.test(first.bus())) {
        List<Interaction> rest = new ArrayList<>(chip.interactions());
        rest.remove(i + 1);
        rest.remove(i);
        String name = "messages '" + first.label() + "' and '" + second.label() + "' dropped";
        Chip changed = with(chip.constraints(), rest, new GraphEdit(chip));
        out.add(new Mutant(name, changed, true, null));
      }
    }
  }

  private void hidden() {
    List<Bus> buses = chip.interactions().stream().map(Interaction::bus).distinct().toList();
    for (Bus bus : buses) {
      for (int k = 0; k < bus.width() && !isLookup.test(bus); k++) {
        if (varies(bus, k)) {
          String name = "value " + k + " of bus '" + bus.name() + "' hidden";
          out.add(new Mutant(name, chip, true, new Mutant.Slot(bus, k)));
        }
      }
    }
  }

  /** Whether the chip receives messages of a bus with a value that it chooses. */
  private boolean varies(Bus bus, int slot) {
    NodeColumns columns = new NodeColumns(chip);
    long[] ones = new long[chip.columns().size()];
    Arrays.fill(ones, 1);
    long[] node = chip.graph().evaluateRow(ones);
    return chip.interactions().stream()
        .filter(i -> i.bus().equals(bus) && node[i.numerator()] == Goldilocks.P - 1)
        .flatMapToInt(i -> Arrays.stream(columns.of(i.values().get(slot))))
        .anyMatch(isFree);
  }

  private Chip without(int index) {
    List<Interaction> rest = new ArrayList<>(chip.interactions());
    rest.remove(index);
    return with(chip.constraints(), rest, new GraphEdit(chip));
  }

  private Chip with(int index, Interaction changed, GraphEdit edit) {
    List<Interaction> all = new ArrayList<>(chip.interactions());
    all.set(index, changed);
    return with(chip.constraints(), all, edit);
  }

  private Chip with(List<Constraint> constraints, List<Interaction> interactions, GraphEdit edit) {
    return new Chip(chip.name(), chip.columns(), edit.graph(), constraints, interactions);
  }
}
