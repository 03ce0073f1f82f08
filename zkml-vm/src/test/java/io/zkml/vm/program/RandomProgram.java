package io.zkml.vm.program;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.exec.NaiveEvaluator;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorSpec.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random programs that run without a trap: contractions over random axes of earlier tensors with
 * biases, residual and product terms, every activation, maxima.
 */
public final class RandomProgram {

  private static final int MAX_SIZE = 300;

  private final SplittableRandom random;
  private final int rangeBits;
  private final ProgramBuilder program;
  private final RandomEntrywise entrywise;
  private final List<Integer> readable = new ArrayList<>();

  private RandomProgram(long seed) {
    this.random = new SplittableRandom(seed);
    this.rangeBits = 5 + random.nextInt(4);
    this.program = new ProgramBuilder(rangeBits);
    this.entrywise = new RandomEntrywise(program, random, rangeBits);
  }

  /**
   * A program with its run.
   *
   * @param values inputs and constants by tensor
   * @param run all tensors
   */
  public record Run(TensorProgram program, List<long[]> values, List<long[]> run) {}

  /** The first program from a seed on whose run stays within all windows. */
  public static Run of(long seed, int steps) {
    Optional<Run> run = Optional.empty();
    for (long s = seed * 1000; run.isEmpty(); s++) {
      run = new RandomProgram(s).run(steps);
    }
    return run.get();
  }

  private Optional<Run> run(int steps) {
    TensorProgram built = draw(steps);
    try {
      List<long[]> values = program.values();
      return Optional.of(new Run(built, values, NaiveEvaluator.run(built, values)));
    } catch (NaiveEvaluator.WindowException e) {
      return Optional.empty();
    }
  }

  private TensorProgram draw(int steps) {
    int rank = 1 + random.nextInt(3);
    List<AxisLayout> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(axis(length(7)));
    }
    long magnitude = 1 + random.nextLong(1L << (rangeBits - 1));
    readable.add(program.randomInput(new TensorLayout(axes), -magnitude, magnitude - 1, random));
    int last = -1;
    for (int i = 0; i < steps; i++) {
      int source = random.nextInt(4) > 0 ? readable.getLast() : pick();
      last =
          switch (random.nextInt(6)) {
            case 0 -> maximum(source);
            case 1 -> entrywise.job(source, sibling(source), activation());
            default -> layer(source);
          };
      readable.add(last);
    }
    program.output(last);
    if (random.nextBoolean()) {
      readable.stream().filter(this::isWitness).findFirst().ifPresent(program::output);
    }
    return program.build();
  }

  private int pick() {
    return readable.get(random.nextInt(readable.size()));
  }

  private boolean isWitness(int tensor) {
    return program.spec(tensor).storage() == Storage.WITNESS;
  }

  private AxisLayout axis(int length) {
    return switch (random.nextInt(4)) {
      case 0 -> AxisLayout.padded(length);
      // Two equal pieces, the second one mostly padding.
      case 1 -> length == 5 ? new AxisLayout(5, List.of(2, 2)) : AxisLayout.padded(length);
      default -> AxisLayout.split(length);
    };
  }

  /** Lengths up to a bound, now and then one that is cut into pieces with padding in the last. */
  private int length(int most) {
    return random.nextInt(12) == 0 ? (random.nextBoolean() ? 11 : 15) : 1 + random.nextInt(most);
  }

  private int layer(int source) {
    Draft draft = new Draft(source);
    while (draft.size() > MAX_SIZE) {
      draft = new Draft(source);
    }
    TensorLayout layout = draft.layout();
    List<LinearTerm> terms = new ArrayList<>();
    terms.add(draft.term());
    if (random.nextBoolean()) {
      terms.add(bias(layout));
    }
    for (int other : readable) {
      if (random.nextInt(3) == 0 && program.spec(other).layout().equals(layout)) {
        terms.add(residual(other, layout.axes().size()));
      }
    }
    int acc = program.contract(layout, terms);
    int q = program.requantize(acc, activation());
    // Now and then an accumulator is rounded twice.
    return random.nextInt(5) == 0 ? program.requantize(acc, activation()) : q;
  }

  /** One term over random axes of a tensor, and the result that fits it. */
  private final class Draft {
    final int source;
    final boolean product = random.nextInt(3) > 0;
    final List<TensorAxis> axes = new ArrayList<>();
    final List<List<AxisLayout>> out = new ArrayList<>();
    final List<List<AxisLayout>> second = new ArrayList<>();
    final AxisOrder outOrder;
    final AxisOrder secondOrder;
    long summands = 1;

    Draft(int source) {
      this.source = source;
      List<AxisLayout> all = program.spec(source).layout().axes();
      for (int i = 0; i < all.size(); i++) {
        if (random.nextInt(4) == 0 && outRank() < 3) {
          insert();
        }
        switch (random.nextInt(6)) {
          case 0 -> window(all.get(i));
          case 1 -> reduce(all.get(i));
          case 2 -> {
            int taken = 1 + random.nextInt(all.size() - i);
            gather(all.subList(i, i + taken));
            i += taken - 1;
          }
          default -> keep(all.get(i));
        }
      }
      if (outRank() == 0) {
        insert();
      }
      outOrder = order();
      secondOrder = product ? order() : AxisOrder.listed(axes.size());
    }

    private int outRank() {
      return out.stream().mapToInt(List::size).sum();
    }

    private AxisOrder order() {
      int[] order = new int[axes.size()];
      boolean listed = random.nextBoolean();
      for (int k = 0; k < order.length; k++) {
        int at = listed ? k : random.nextInt(k + 1);
        order[k] = order[at];
        order[at] = k;
      }
      return AxisOrder.of(order);
    }

    private void add(TensorAxis axis, List<AxisLayout> result, List<AxisLayout> other) {
      axes.add(axis);
      out.add(result);
      second.add(other);
    }

    private void gather(List<AxisLayout> taken) {
      List<AxisLayout> result = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        result.add(axis(length(4)));
      }
      int from = new TensorLayout(taken).size();
      int[] indices = new int[new TensorLayout(result).size()];
      Arrays.setAll(indices, o -> random.nextInt(from + 1) - 1);
      // A plan refuses an input that nothing reads.
      indices[random.nextInt(indices.length)] = random.nextInt(from);
      add(
          new TensorAxis.Gather(result.size(), taken.size(), IndexList.of(indices)),
          result,
          List.of());
    }

    private void insert() {
      AxisLayout axis = axis(length(6));
      if (product && random.nextInt(4) > 0) {
        add(new TensorAxis.Free(), List.of(axis), List.of(axis));
      } else {
        add(new TensorAxis.Broadcast(), List.of(axis), List.of());
      }
    }

    private void keep(AxisLayout axis) {
      if (product && random.nextBoolean()) {
        add(new TensorAxis.Shared(), List.of(axis), List.of(axis));
      } else {
        add(new TensorAxis.Batch(), List.of(axis), List.of());
      }
    }

    private void reduce(AxisLayout axis) {
      summands *= axis.length();
      if (product) {
        boolean finer = axis.pieces() == 1 && random.nextBoolean();
        AxisLayout other = finer ? AxisLayout.split(axis.length()) : axis;
        add(new TensorAxis.Inner(), List.of(), List.of(other));
      } else {
        add(new TensorAxis.Sum(), List.of(), List.of());
      }
    }

    private void window(AxisLayout axis) {
      int kernel = 1 + random.nextInt(3);
      int dilation = 1 + random.nextInt(2);
      boolean clamp = axis.pieces() == 1 && random.nextInt(3) == 0;
      int pad = random.nextInt(-1, 3);
      add(
          new TensorAxis.Window(kernel, 1 + random.nextInt(3), dilation, pad, clamp),
          List.of(axis(length(6))),
          product ? List.of(axis(kernel)) : List.of());
      summands *= kernel;
    }

    int size() {
      return Math.max(layout().size(), ordered(second, secondOrder).size());
    }

    TensorLayout layout() {
      return ordered(out, outOrder);
    }

    private static TensorLayout ordered(List<List<AxisLayout>> parts, AxisOrder order) {
      List<AxisLayout> all = new ArrayList<>();
      for (int place = 0; place < order.size(); place++) {
        all.addAll(parts.get(order.axis(place)));
      }
      return new TensorLayout(all);
    }

    LinearTerm term() {
      long magnitude = program.spec(source).magnitude();
      long room = 1L << (2 * rangeBits - 2);
      long factor = Math.clamp(room / Math.max(1, magnitude * summands), 1, 1L << rangeBits);
      if (!product) {
        return new LinearTerm(
            random.nextBoolean() ? factor : -factor,
            source,
            LinearTerm.NONE,
            axes,
            outOrder,
            secondOrder);
      }
      TensorLayout layout = ordered(second, secondOrder);
      boolean square = layout.equals(program.spec(source).layout()) && random.nextBoolean();
      int other =
          square
              ? source
              : random.nextInt(4) == 0
                  ? program.randomInput(layout, -factor, factor, random)
                  : program.randomConstant(layout, -factor, factor, random);
      return new LinearTerm(1 + random.nextInt(2), source, other, axes, outOrder, secondOrder);
    }
  }

  private LinearTerm bias(TensorLayout layout) {
    int kept = random.nextInt(layout.axes().size());
    List<TensorAxis> axes = new ArrayList<>();
    for (int i = 0; i < layout.axes().size(); i++) {
      axes.add(i == kept ? new TensorAxis.Batch() : new TensorAxis.Broadcast());
    }
    TensorLayout one = new TensorLayout(List.of(layout.axes().get(kept)));
    long magnitude = 1L << (2 * rangeBits - 3);
    int bias = program.randomConstant(one, -magnitude, magnitude, random);
    return new LinearTerm(1, bias, LinearTerm.NONE, axes);
  }

  private LinearTerm residual(int other, int rank) {
    List<TensorAxis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(new TensorAxis.Batch());
    }
    return new LinearTerm(1 + random.nextInt(1 << rangeBits), other, LinearTerm.NONE, axes);
  }

  private Activation activation() {
    long half = 1L << (rangeBits - 1);
    return switch (random.nextInt(5)) {
      case 0 -> new Activation.Linear();
      case 1 -> new Activation.Clamp(-random.nextLong(half), random.nextLong(half));
      case 2 -> {
        int table =
            program.randomConstant(ProgramBuilder.padded(1 << rangeBits), -half, half - 1, random);
        yield new Activation.Table(table, program.values().get(table)[(int) half]);
      }
      default -> new Activation.Relu();
    };
  }

  private int maximum(int source) {
    List<TensorAxis> axes = new ArrayList<>();
    List<AxisLayout> out = new ArrayList<>();
    int elements = 1;
    for (AxisLayout axis : program.spec(source).layout().axes()) {
      int kernel = 1 + random.nextInt(3);
      if (axis.pieces() > 1 || elements * kernel > 9 || random.nextInt(3) == 0) {
        axes.add(new TensorAxis.Batch());
        out.add(axis);
      } else {
        elements *= kernel;
        int pad = random.nextInt(kernel);
        axes.add(new TensorAxis.Window(kernel, 1 + random.nextInt(2), 1, pad, true));
        out.add(axis(length(5)));
      }
    }
    return program.max(source, new TensorLayout(out), axes.toArray(new TensorAxis[0]));
  }

  /** Another tensor of the same layout, or the same tensor. */
  private int sibling(int source) {
    TensorLayout layout = program.spec(source).layout();
    List<Integer> all =
        readable.stream().filter(t -> program.spec(t).layout().equals(layout)).toList();
    return all.get(random.nextInt(all.size()));
  }
}
