package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Access by computed indices: an index becomes a one-hot axis. */
final class QuantLookups {

  private QuantLookups() {}

  /**
   * A computed index as a one-hot axis behind its own; an index below 0 counts from the end, one
   * beyond both ends gives zeros.
   */
  static View oneHot(QuantBuilder builder, String name, View index, int length) {
    TensorShape shape = QuantBuilder.stored(index.shape());
    View from = index;
    if (index.value().min() < 0) {
      LinearForm negative = new RealForm(shape).add(index, -1).on(1);
      View flag = QuantComparisons.positive(builder, name + ".negative", shape, negative);
      RealForm counted = new RealForm(shape).add(index, 1).add(flag, length);
      from =
          QuantSums.define(builder, name + ".index", shape, counted, QuantBuilder.axis(shape), 1);
    }
    int[] dims = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    dims[shape.rank()] = length;
    TensorShape all = TensorShape.of(dims);
    int[] repeat = new int[Math.toIntExact(all.elements())];
    for (int i = 0; i < repeat.length; i++) {
      repeat[i] = i / length;
    }
    double[] positions = new double[length];
    for (int i = 0; i < length; i++) {
      positions[i] = i;
    }
    Operand spread = new Operand.Computed(from.moved(all, repeat));
    Operand place = new Operand.Constant(FloatTensor.vector(positions));
    View more =
        QuantComparisons.positive(
            builder, name + ".above", all, QuantComparisons.difference(spread, place, all, 0));
    View less =
        QuantComparisons.positive(
            builder, name + ".below", all, QuantComparisons.difference(place, spread, all, 0));
    RealForm form = new RealForm(all).add(FloatTensor.scalar(1), 1).add(more, -1).add(less, -1);
    return QuantComparisons.flag(builder, name, all, form.on(1));
  }

  /** {@code Gather} with computed indices along an axis. */
  static void gather(NodeContext context, QuantBuilder builder, int axis) throws OperatorException {
    View index = builder.view(context.node().input(1));
    Operand data = Operand.of(context, builder, 0);
    int length = data.shape().dim(axis);
    View hot = oneHot(builder, context.node().output(0) + ".hot", index, length);
    int indexRank = index.shape().rank();
    int rank = context.outputShape(0).rank();
    int inner = Math.max(1, rank);
    List<Integer> dataLabels = new ArrayList<>();
    for (int i = 0; i < data.shape().rank(); i++) {
      dataLabels.add(i == axis ? inner : i < axis ? i : i - 1 + indexRank);
    }
    List<Integer> hotLabels = new ArrayList<>();
    for (int i = 0; i < indexRank; i++) {
      hotLabels.add(axis + i);
    }
    hotLabels.add(inner);
    TensorShape own = index.shape();
    int[] dims = Arrays.copyOf(own.toArray(), indexRank + 1);
    dims[indexRank] = length;
    View shaped = new View(hot.index(), hot.value(), TensorShape.of(dims), hot.map());
    QuantMatrices.contract(
        context, builder, data, dataLabels, new Operand.Computed(shaped), hotLabels);
  }
}
