package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IntTensor;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantMatrix;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Products with constant matrices, for Gemm and MatMul. */
final class QuantMatrices {

  private QuantMatrices() {}

  /**
   * Translates {@code x W' + bias}.
   *
   * @param given x
   * @param weights {@code [M, K]}, K the last axis of x as the model sees it
   * @param bias {@code [M]}
   */
  static void emit(
      NodeContext context,
      QuantBuilder builder,
      View given,
      FloatTensor weights,
      FloatTensor bias) {
    View x =
        leading(given) >= 0 ? given : builder.stored(context.node().output(0) + ".rows", given);
    int leading = leading(x);
    int outputs = weights.shape().dim(0);
    TensorShape shape = context.outputShape(0);
    // Axes in front stay cut as they are; the last one is the feature axis unless one of them is.
    int axis = x.value().featureAxis();
    int features = axis < leading ? axis : shape.rank() - 1;
    QuantBuilder.Target y = builder.target(context.node().output(0), shape, shape, features);
    int[] stored = x.value().shape().toArray();
    int[] dims = new int[stored.length - leading + 1];
    dims[0] = outputs;
    System.arraycopy(stored, leading, dims, 1, stored.length - leading);
    IntTensor w = QuantBuilder.weights(weights, TensorShape.of(dims), x.value().scale(), y);
    IntTensor b = QuantBuilder.weights(bias, TensorShape.of(outputs), 1, y);
    builder.emit(new QuantMatrix(y.index(), x.index(), leading, w, b, y.rounding()));
  }

  /** The stored axes in front of those that make up the last axis of the view; -1 if none do. */
  private static int leading(View x) {
    int kept = x.shape().rank() - 1;
    boolean fits = x.map().isIdentity() && kept >= 0 && x.value().shape().rank() > kept;
    for (int i = 0; fits && i < kept; i++) {
      fits = x.value().shape().dim(i) == x.shape().dim(i);
    }
    return fits ? kept : -1;
  }

  /** {@code MatMul}: matrices in the last two axes, the others broadcast. */
  static void product(NodeContext context, QuantBuilder builder) throws OperatorException {
    TensorShape shape = context.outputShape(0);
    Operand a = Operand.of(context, builder, 0);
    Operand b = Operand.of(context, builder, 1);
    int rank = shape.rank() + (a.shape().rank() == 1 ? 1 : 0) + (b.shape().rank() == 1 ? 1 : 0);
    // Labels as if both were matrices; those of an axis that a vector lacks are then left out.
    List<Integer> labels = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < rank; i++) {
      boolean missing =
          (i == rank - 2 && a.shape().rank() == 1) || (i == rank - 1 && b.shape().rank() == 1);
      labels.add(missing ? -1 : next++);
    }
    int inner = Math.max(1, shape.rank());
    List<Integer> left = batch(labels, a.shape().rank() == 1 ? 2 : a.shape().rank());
    List<Integer> right = batch(labels, b.shape().rank() == 1 ? 2 : b.shape().rank());
    if (a.shape().rank() > 1) {
      left.add(labels.get(rank - 2));
    }
    left.add(inner);
    right.add(inner);
    if (b.shape().rank() > 1) {
      right.add(labels.get(rank - 1));
    }
    emit(context, builder, new Factor(a, left), new Factor(b, right), 1, new RealForm(shape));
  }

  private static List<Integer> batch(List<Integer> labels, int rank) {
    List<Integer> out = new ArrayList<>();
    for (int i = labels.size() - rank; i < labels.size() - 2; i++) {
      out.add(labels.get(i));
    }
    return out;
  }

  /** {@code Gemm} in its general form. */
  static void general(NodeContext context, QuantBuilder builder) throws OperatorException {
    List<Integer> left = Gemm.transA(context.attributes()) ? List.of(2, 0) : List.of(0, 2);
    List<Integer> right = Gemm.transB(context.attributes()) ? List.of(1, 2) : List.of(2, 1);
    RealForm plus = new RealForm(context.outputShape(0));
    if (context.hasInput(2)) {
      Operand.of(context, builder, 2).addTo(plus, Gemm.beta(context.attributes()));
    }
    emit(
        context,
        builder,
        new Factor(Operand.of(context, builder, 0), left),
        new Factor(Operand.of(context, builder, 1), right),
        Gemm.alpha(context.attributes()),
        plus);
  }

  /** Einstein's sum of two operands, at least one of them computed, as a node's output. */
  static void contract(
      NodeContext context,
      QuantBuilder builder,
      Operand a,
      List<Integer> left,
      Operand b,
      List<Integer> right) {
    RealForm nothing = new RealForm(context.outputShape(0));
    emit(context, builder, new Factor(a, left), new Factor(b, right), 1, nothing);
  }

  /** An operand with a label for every axis: that of the result's axis, or a larger one. */
  private record Factor(Operand operand, List<Integer> labels) {

    int depth(int rank) {
      int depth = 1;
      for (int i = 0; i < labels.size(); i++) {
        depth *= labels.get(i) >= rank ? operand.shape().dim(i) : 1;
      }
      return depth;
    }
  }

  private static void emit(
      NodeContext context, QuantBuilder builder, Factor a, Factor b, double factor, RealForm plus) {
    if (a.operand() instanceof Operand.Computed(View x)
        && b.operand() instanceof Operand.Computed(View y)) {
      String name = context.node().output(0);
      QuantProducts.contraction(
          context,
          builder,
          labelled(builder, name + ".left", x, a.labels(), plus.shape()),
          labelled(builder, name + ".right", y, b.labels(), plus.shape()),
          a.depth(plus.shape().rank()),
          factor,
          plus);
    } else if (a.operand() instanceof Operand.Computed(View x)
        && b.operand() instanceof Operand.Constant c) {
      constant(context, builder, x, a.labels(), new Factor(c, b.labels()), factor, plus);
    } else if (b.operand() instanceof Operand.Computed(View y)
        && a.operand() instanceof Operand.Constant c) {
      constant(context, builder, y, b.labels(), new Factor(c, a.labels()), factor, plus);
    } else {
      plus.add(product(a, b, plus.shape()), factor);
      QuantSums.emit(context, builder, plus);
    }
  }

  /**
   * A view as a stored value with labels: without the axes that broadcast, and with one that a
   * single number as a result needs.
   */
  private static QuantProducts.Labelled labelled(
      QuantBuilder builder, String name, View x, List<Integer> labels, TensorShape result) {
    List<Integer> kept = new ArrayList<>();
    List<Integer> dims = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      int label = labels.get(i);
      boolean repeats = label < result.rank() && x.shape().dim(i) == 1 && result.dim(label) != 1;
      if (!repeats) {
        kept.add(label);
        dims.add(x.shape().dim(i));
      }
    }
    if (kept.equals(List.of(1)) && result.elements() == 1) {
      kept.addFirst(0);
      dims.addFirst(1);
    }
    TensorShape shape = TensorShape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    View apart = new View(x.index(), x.value(), shape, x.map());
    return new QuantProducts.Labelled(builder.stored(name, apart), kept);
  }

  /** With a constant factor: a sum of views of the computed one, weighted. */
  private static void constant(
      NodeContext context,
      QuantBuilder builder,
      View x,
      List<Integer> labels,
      Factor constant,
      double factor,
      RealForm plus) {
    TensorShape shape = plus.shape();
    int depth = constant.depth(shape.rank());
    int[] joined = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    joined[shape.rank()] = depth;
    TensorShape all = TensorShape.of(joined);
    View spread = x.moved(all, spread(all, x.shape(), labels));
    FloatTensor weights = weights(constant, shape.rank(), depth);
    plus.addSum(spread, factor, TensorShape.of(depth), weights);
    QuantSums.emit(context, builder, plus);
  }

  /** Of two constants. */
  private static FloatTensor product(Factor a, Factor b, TensorShape shape) {
    int depth = a.depth(shape.rank());
    FloatTensor x = weights(a, shape.rank(), depth);
    FloatTensor y = weights(b, shape.rank(), depth);
    int[] joined = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    joined[shape.rank()] = depth;
    FloatTensor products =
        Broadcast.apply(x, y, TensorShape.of(joined), (left, right) -> left * right);
    double[] sums = new double[Math.toIntExact(shape.elements())];
    for (int i = 0; i < products.size(); i++) {
      sums[i / depth] += products.get(i);
    }
    return FloatTensor.of(shape, sums);
  }

  /** For every position of the result's axes and the summed one, the operand's entry. */
  private static int[] spread(TensorShape all, TensorShape own, List<Integer> labels) {
    int[] out = new int[Math.toIntExact(all.elements())];
    int[] strides = own.strides();
    int[] steps = all.strides();
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < labels.size(); k++) {
        int axis = Math.min(labels.get(k), all.rank() - 1);
        out[i] += own.dim(k) == 1 ? 0 : i / steps[axis] % all.dim(axis) * strides[k];
      }
    }
    return out;
  }

  /** A constant with an axis for every axis of the result and for the summed one. */
  private static FloatTensor weights(Factor constant, int rank, int depth) {
    int[] dims = new int[rank + 1];
    Arrays.fill(dims, 1);
    TensorShape own = constant.operand().shape();
    for (int k = 0; k < own.rank(); k++) {
      dims[Math.min(constant.labels().get(k), rank)] = own.dim(k);
    }
    dims[rank] = depth;
    TensorShape to = TensorShape.of(dims);
    FloatTensor tensor = ((Operand.Constant) constant.operand()).tensor();
    int[] from = spread(to, own, constant.labels());
    double[] out = new double[from.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = tensor.get(from[i]);
    }
    return FloatTensor.of(to, out);
  }
}
