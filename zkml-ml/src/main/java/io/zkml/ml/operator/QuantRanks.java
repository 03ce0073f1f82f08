package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.FormBounds;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.LinearForm;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantProduct;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.Arrays;

/**
 * The elements of lanes in order, by their rank: the number of elements that come before. Every
 * pair is compared, whatever the numbers' width; of equal elements the first comes first.
 */
final class QuantRanks {
  private final NodeContext context;
  private final QuantBuilder builder;
  private final View x;
  private final String name;
  private final int lanes;
  private final int length;
  private final int count;

  /**
   * Ranks of a view.
   *
   * @param x {@code [lanes, length]}
   * @param count elements of every lane that are wanted
   */
  QuantRanks(NodeContext context, QuantBuilder builder, View x, int count) {
    this.context = context;
    this.builder = builder;
    this.x = x;
    this.name = context.node().output(0);
    this.lanes = x.shape().dim(0);
    this.length = x.shape().dim(1);
    this.count = count;
  }

  /** A view under more axes: for every entry of a shape its lane and its place there. */
  private static View spread(View x, TensorShape shape, int placeAxis) {
    int[] from = new int[Math.toIntExact(shape.elements())];
    Positions at = new Positions(shape);
    while (at.next()) {
      from[at.index()] = at.at(0) * x.shape().dim(1) + at.at(placeAxis);
    }
    return x.moved(shape, from);
  }

  /** How many come before every element, {@code [lanes, length]}. */
  private View ranks(boolean largest) {
    TensorShape pairs = TensorShape.of(lanes, length, length);
    double unit = x.value().scale();
    double[] earlier = new double[length * length];
    Arrays.setAll(earlier, i -> i % length < i / length ? 1 : 0);
    int sign = largest ? 1 : -1;
    LinearForm before =
        new RealForm(pairs)
            .add(spread(x, pairs, 2), sign)
            .add(spread(x, pairs, 1), -sign)
            .add(FloatTensor.of(TensorShape.of(1, length, length), earlier), unit)
            .on(unit);
    View bits = QuantComparisons.positive(builder, name + ".before", pairs, before);
    RealForm sum = new RealForm(x.shape()).addSum(bits, 1, TensorShape.of(length), null);
    LinearForm exact = sum.on(1);
    FormBounds bounds = new FormBounds(0, length - 1L, builder.bounds(exact).magnitude());
    return QuantSums.define(builder, name + ".rank", x.shape(), exact, 1, 1, bounds);
  }

  /**
   * Defines the elements in order and their places.
   *
   * @param values name of a value {@code [lanes, count]}
   * @param places name of such a value; empty for none
   */
  void define(String values, String places, boolean largest) throws OperatorException {
    TensorShape all = TensorShape.of(lanes, count, length);
    View rank = spread(ranks(largest), all, 2);
    double[] above = new double[count];
    Arrays.setAll(above, r -> r + 1);
    FloatTensor bounds = FloatTensor.of(TensorShape.of(1, count, 1), above);
    LinearForm within = new RealForm(all).add(rank, -1).add(bounds, 1).on(1);
    View upTo = QuantComparisons.positive(builder, name + ".upto", all, within);
    TensorShape result = TensorShape.of(lanes, count);
    if (!values.isEmpty()) {
      values(values, result, upTo);
    }
    if (!places.isEmpty()) {
      double[] positions = new double[length];
      Arrays.setAll(positions, i -> i);
      FloatTensor factors = FloatTensor.of(TensorShape.of(1, 1, length), positions);
      RealForm form =
          new RealForm(result)
              .addSum(upTo, 1, TensorShape.of(length), factors)
              .addSum(previous(upTo), -1, TensorShape.of(length), factors);
      defined(places, result, form, 0, length - 1L, 1);
    }
  }

  /** The bits of one rank less. */
  private View previous(View upTo) {
    int[] from = new int[Math.toIntExact(upTo.shape().elements())];
    int inner = count * length;
    Arrays.setAll(from, i -> i % inner < length ? IndexMap.NONE : i - length);
    return upTo.moved(upTo.shape(), from);
  }

  private void values(String values, TensorShape result, View upTo) throws OperatorException {
    TensorShape all = upTo.shape();
    double unit = x.value().scale();
    LinearForm chosen = new RealForm(all).add(upTo, 1).add(previous(upTo), -1).on(1);
    LinearForm element = new RealForm(all).add(spread(x, all, 2), 1).on(unit);
    FormBounds own = builder.bounds(element);
    long low = Math.min(0, own.min());
    long high = Math.max(0, own.max());
    long magnitude = Math.multiplyExact(builder.bounds(chosen).magnitude(), own.magnitude());
    String products = name + ".chosen";
    QuantBuilder.ExactTarget target =
        builder.exact(products, all, 1, new FormBounds(low, high, magnitude), unit, null);
    builder.emit(
        new QuantProduct(
            target.index(), chosen, element, 1, QuantProducts.NOTHING, target.finish()));
    RealForm sum = new RealForm(result);
    sum.addSum(builder.view(products), 1, TensorShape.of(length), null);
    defined(values, result, sum, own.min(), own.max(), unit);
  }

  /** Defines lanes under the node's shape and axes. */
  private void defined(
      String output, TensorShape result, RealForm form, long low, long high, double unit)
      throws OperatorException {
    LinearForm exact = form.on(unit);
    FormBounds bounds = new FormBounds(low, high, builder.bounds(exact).magnitude());
    View lanesOf = QuantSums.define(builder, output + ".lanes", result, exact, 1, unit, bounds);
    builder.define(output, TopK.joined(context, lanesOf));
  }
}
