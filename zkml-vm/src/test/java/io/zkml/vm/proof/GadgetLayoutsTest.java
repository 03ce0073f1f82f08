package io.zkml.vm.proof;

import static io.zkml.vm.program.ProgramBuilder.features;
import static io.zkml.vm.program.ProgramBuilder.padded;
import static org.assertj.core.api.Assertions.assertThat;

import io.zkml.core.air.check.TraceChecker;
import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.Segment;
import io.zkml.core.stark.prover.ProvingKey;
import io.zkml.vm.exec.NaiveEvaluator;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs of single entries over unusual layouts, every axis of them, and every kind of operand. */
class GadgetLayoutsTest {

  private static TensorLayout axes(AxisLayout... axes) {
    return new TensorLayout(List.of(axes));
  }

  private static List<TensorLayout> layouts() {
    AxisLayout mostlyPadding = new AxisLayout(1, List.of(2));
    return List.of(
        axes(),
        padded(1),
        axes(mostlyPadding),
        padded(2, 1, 3, 1, 2, 1, 1, 2),
        features(11, 3),
        axes(new AxisLayout(5, List.of(2, 2)), mostlyPadding),
        axes(new AxisLayout(3, List.of(0, 0, 0)), new AxisLayout(6, List.of(2, 1))));
  }

  private static MachineRun run(TensorLayout layout, Storage storage, int axis) {
    SplittableRandom random = new SplittableRandom(layout.hashCode() + axis);
    long[] x = random.longs(layout.size(), -2, 3).toArray();
    // Both ends of the bounds.
    x[0] = SmallGadgets.MAX;
    x[x.length - 1] = -SmallGadgets.MAX;
    long[] d = random.longs(layout.size(), 1, 4).toArray();
    return new SmallGadgets(layout, storage, axis, x, d).withOutputs().run();
  }

  private static void check(MachineRun run, String what) {
    List<long[]> expected = NaiveEvaluator.run(run.machine.program(), run.values);
    for (int t = 0; t < expected.size(); t++) {
      assertThat(run.tensors.get(t)).as("%s, tensor %s", what, t).isEqualTo(expected.get(t));
    }
    assertThat(run.virtual).as(what).usingRecursiveComparison().isEqualTo(run.relations());
    assertThat(TraceChecker.check(run.tables(), List.of()).isClean()).as(what).isTrue();
    ProvingKey key = run.key();
    boolean rejected =
        DishonestProverTest.isRejected(key, run.statement(), run.prove(key, run.statement()));
    assertThat(rejected).as(what).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"INPUT", "CONSTANT", "WITNESS"})
  void verify_anyLayoutAndAxis_accepts(Storage storage) {
    for (TensorLayout layout : layouts()) {
      for (int axis = 0; axis < Math.max(1, layout.axes().size()); axis++) {
        check(run(layout, storage, axis), storage + ", axis " + axis + " of " + layout);
      }
    }
  }

  @Test
  void paddingCells_changed_breakSomething() {
    for (TensorLayout layout : List.of(layouts().get(2), layouts().get(4), layouts().get(5))) {
      MachineRun honest = run(layout, Storage.INPUT, 0);
      List<Integer> padding = padding(honest);
      assertThat(padding).hasSizeGreaterThan(5);
      for (int cell : padding) {
        for (long value : new long[] {1, 2}) {
          MachineRun lie = run(layout, Storage.INPUT, 0);
          lie.committed[cell] = value;
          lie.refill();
          assertThat(TraceChecker.check(lie.tables(), List.of()).isClean())
              .as("cell %s is %s of %s", cell, value, layout)
              .isFalse();
        }
      }
    }
  }

  /** The cells of all jobs' columns that hold no entry. */
  private static List<Integer> padding(MachineRun run) {
    List<Integer> out = new ArrayList<>();
    int first = 0;
    for (Instance instance : Instance.of(run.machine.program())) {
      int segments = instance.stack().segmentLogs().size();
      for (int s = 0; s < segments; s++) {
        Segment segment = run.plan.segments().get(first + s);
        long[] entries = entries(run, instance, s);
        for (int c = 0; c < segment.sources().size(); c++) {
          if (segment.sources().get(c) instanceof Segment.Committed) {
            for (int row = 0; row < entries.length; row++) {
              if (entries[row] == 0) {
                out.add(run.offset(segment, c) + row);
              }
            }
          }
        }
      }
      first += segments;
    }
    return out;
  }

  /** The rows of a segment: 1 where they hold an entry. */
  private static long[] entries(MachineRun run, Instance instance, int segment) {
    long[] entries = new long[1 << instance.stack().segmentLogs().get(segment)];
    for (int j = 0; j < instance.jobs().size(); j++) {
      TensorLayout layout = Instance.layout(run.machine.program(), instance.jobs().get(j));
      long[] ones = new long[layout.size()];
      Arrays.fill(ones, 1);
      for (int b = 0; b < layout.blocks(); b++) {
        Stack.Place p = instance.place(j, b);
        if (p.segment() == segment) {
          layout.scatter(ones, b, entries, p.row());
        }
      }
    }
    return entries;
  }
}
