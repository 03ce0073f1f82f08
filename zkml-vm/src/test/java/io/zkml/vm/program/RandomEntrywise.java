package io.zkml.vm.program;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.tensor.Activation;
import io.zkml.vm.tensor.Copy;
import io.zkml.vm.tensor.Divide;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.Maximum;
import io.zkml.vm.tensor.Multiply;
import io.zkml.vm.tensor.OneHotMax;
import io.zkml.vm.tensor.Positive;
import io.zkml.vm.tensor.TensorAxis;
import io.zkml.vm.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random entrywise jobs of a program. */
final class RandomEntrywise {

  private final ProgramBuilder program;
  private final SplittableRandom random;
  private final int rangeBits;

  RandomEntrywise(ProgramBuilder program, SplittableRandom random, int rangeBits) {
    this.program = program;
    this.random = random;
    this.rangeBits = rangeBits;
  }

  /** A job of entries of one layout; rounded if its results are too wide to be read again. */
  int job(int source, int other, Activation activation) {
    TensorSpec x = program.spec(source);
    TensorLayout layout = x.layout();
    int rank = layout.axes().size();
    TensorSpec y = program.spec(other);
    return switch (random.nextInt(6)) {
      case 0 -> copy(source, activation);
      case 1 -> {
        long bound = x.magnitude() * y.magnitude();
        int product = program.stored(layout, -bound, bound);
        program.job(new Multiply(product, source, other));
        int acc = program.contract(layout, List.of(LinearTerm.scaled(1, product, rank)));
        yield program.requantize(acc, activation);
      }
      case 2 -> {
        int bit = program.stored(layout, 0, 1);
        program.job(Positive.of(bit, source, x.magnitude(), rangeBits));
        yield bit;
      }
      case 3 -> {
        long min = Math.min(x.min(), y.min());
        long max = Math.max(x.max(), y.max());
        if (max - min >= 1L << rangeBits) {
          yield copy(source, activation);
        }
        int extreme = program.stored(layout, min, max);
        List<Integer> sources =
            random.nextBoolean() ? List.of(source, other) : List.of(other, source, other, source);
        program.job(new Maximum(extreme, sources, random.nextBoolean()));
        yield extreme;
      }
      case 4 -> {
        if (x.max() - x.min() >= 1L << rangeBits) {
          yield copy(source, activation);
        }
        int axis = random.nextInt(rank);
        int oneHot = program.stored(layout, 0, 1);
        int length = layout.axes().get(axis).length();
        program.job(new OneHotMax(oneHot, source, rank, axis, random.nextBoolean(), length));
        yield oneHot;
      }
      default -> quotient(source, other);
    };
  }

  private int copy(int source, Activation activation) {
    TensorLayout layout = program.spec(source).layout();
    boolean ranged = random.nextBoolean();
    long half = 1L << (rangeBits - 1);
    long bound = ranged ? half : ProgramBuilder.ACCUMULATOR_BOUND;
    LinearTerm negated = LinearTerm.scaled(-1, source, layout.axes().size());
    int acc = program.contract(layout, List.of(negated));
    int copy = program.stored(layout, ranged ? 1 - half : -bound, ranged ? half - 1 : bound);
    TensorSpec spec = program.spec(copy);
    program.job(new Copy(copy, acc, spec.min(), spec.max(), ranged));
    if (ranged) {
      return copy;
    }
    int sum = program.contract(layout, List.of(negated));
    return program.requantize(sum, activation);
  }

  /** The quotient by a square plus one. */
  private int quotient(int source, int other) {
    TensorLayout layout = program.spec(source).layout();
    int rank = layout.axes().size();
    long bound = program.spec(other).magnitude() * program.spec(other).magnitude();
    int square = program.stored(layout, -bound, bound);
    program.job(new Multiply(square, other, other));
    List<TensorAxis> everywhere = new ArrayList<>();
    List<AxisLayout> one = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      everywhere.add(new TensorAxis.Broadcast());
    }
    int unit = program.constant(new TensorLayout(one), 1, 1, 1);
    int divisor =
        program.contract(
            layout,
            bound + 1,
            List.of(
                LinearTerm.scaled(1, square, rank),
                new LinearTerm(1, unit, LinearTerm.NONE, everywhere)));
    int limbs = 2;
    long half = 1L << (rangeBits - 1);
    int quotient = program.stored(layout, -half, half - 1);
    int remainder = program.stored(layout, 0, (1L << (limbs * rangeBits)) - 1);
    program.job(new Divide(quotient, remainder, source, divisor, -half, half - 1, limbs));
    return quotient;
  }
}
