package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Reductions over axes. */
final class QuantReductions {

  private QuantReductions() {}

  /**
   * The elements of every group of a reduction behind the axes of its result.
   *
   * @return a view of the result's axes and one more
   */
  static View grouped(View x, TensorShape result, List<Integer> axes) {
    AxisGroups groups = AxisGroups.of(x.shape(), axes);
    StridedWalk walk = groups.walk();
    int[] indices = new int[groups.count() * groups.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = walk.next();
    }
    int[] dims =
        IntStream.concat(
                IntStream.of(QuantBuilder.stored(result).toArray()), IntStream.of(groups.size()))
            .toArray();
    return x.moved(TensorShape.of(dims), indices);
  }

  /** A factor times the sum over axes, as a node's output. */
  static void sum(
      NodeContext context, QuantBuilder builder, View x, List<Integer> axes, double factor) {
    TensorShape shape = context.outputShape(0);
    RealForm form = new RealForm(shape);
    int[] summed = axes.stream().mapToInt(axis -> x.shape().dim(axis)).toArray();
    View groups = grouped(x, shape, axes);
    int[] dims =
        IntStream.concat(IntStream.of(QuantBuilder.stored(shape).toArray()), IntStream.of(summed))
            .toArray();
    View apart = new View(groups.index(), groups.value(), TensorShape.of(dims), groups.map());
    form.addSum(apart, factor, TensorShape.of(summed), null);
    QuantSums.emit(context, builder, form);
  }

  /** The position that a one-hot value marks along its last axis, as a node's output. */
  static void position(NodeContext context, QuantBuilder builder, View oneHot, boolean fromEnd) {
    int count = oneHot.shape().dim(oneHot.shape().rank() - 1);
    int[] dims = new int[oneHot.shape().rank()];
    Arrays.fill(dims, 1);
    dims[dims.length - 1] = count;
    double[] positions = new double[count];
    for (int i = 0; i < count; i++) {
      positions[i] = fromEnd ? count - 1 - i : i;
    }
    RealForm form = new RealForm(context.outputShape(0));
    FloatTensor weights = FloatTensor.of(TensorShape.of(dims), positions);
    form.addSum(oneHot, 1, TensorShape.of(count), weights);
    QuantSums.emit(context, builder, form);
  }
}
