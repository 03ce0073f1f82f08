package io.zkml.ml.quant;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisOrder;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.ml.graph.TensorShape;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code multiplier sum left right + plus}: products of computed matrices and what else Einstein's
 * sum convention writes with two operands. Every axis of an operand has a label: the number of the
 * result's axis, or a larger number for an axis that is summed over; that one both operands have.
 *
 * @param left value with distinct labels
 * @param right value with distinct labels; may be the left one
 */
public record QuantContraction(
    int result,
    int left,
    List<Integer> leftLabels,
    int right,
    List<Integer> rightLabels,
    long multiplier,
    LinearForm plus,
    Finish finish)
    implements QuantOp {

  static final int TAG = 10;

  /** Copies the lists. */
  public QuantContraction {
    leftLabels = List.copyOf(leftLabels);
    rightLabels = List.copyOf(rightLabels);
  }

  static QuantContraction decode(int result, QuantReader in) throws IOException {
    return new QuantContraction(
        result,
        in.readInt(),
        in.integers(),
        in.readInt(),
        in.integers(),
        in.readLong(),
        in.form(),
        in.finish());
  }

  @Override
  public int tag() {
    return TAG;
  }

  @Override
  public void encode(QuantWriter out) throws IOException {
    out.writeInt(left);
    out.integers(leftLabels);
    out.writeInt(right);
    out.integers(rightLabels);
    out.writeLong(multiplier);
    out.form(plus);
    out.finish(finish);
  }

  @Override
  public void check(GraphRules rules) {
    QuantValue y = rules.value(result);
    TensorShape a = rules.read(left).shape();
    TensorShape b = rules.read(right).shape();
    int rank = y.shape().rank();
    rules.require(leftLabels.size() == a.rank() && rightLabels.size() == b.rank(), y, "its labels");
    for (int label : leftLabels) {
      boolean inRight = rightLabels.contains(label);
      rules.require(label >= 0 && (label < rank || inRight), y, "a label of the left operand");
    }
    for (int label : rightLabels) {
      boolean inLeft = leftLabels.contains(label);
      rules.require(label >= 0 && (label < rank || inLeft), y, "a label of the right operand");
      rules.require(
          !inLeft || a.dim(leftLabels.indexOf(label)) == b.dim(rightLabels.indexOf(label)),
          y,
          "the length of a shared axis");
    }
    for (int axis = 0; axis < rank; axis++) {
      int p = leftLabels.indexOf(axis);
      int q = rightLabels.indexOf(axis);
      rules.require(p >= 0 || q >= 0, y, "an axis that no operand has");
      rules.require(
          y.shape().dim(axis) == (p >= 0 ? a.dim(p) : b.dim(q)), y, "the length of an axis");
    }
    rules.distinct(leftLabels, y);
    rules.distinct(rightLabels, y);
    rules.form(plus, y.shape(), y);
    rules.finish(finish, y);
  }

  @Override
  public long[] evaluate(QuantMemory memory) {
    TensorShape shape = memory.value(result).shape();
    long[] out = memory.form(plus, shape);
    List<Integer> inner = leftLabels.stream().filter(label -> label >= shape.rank()).toList();
    int[] dims = new int[inner.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = memory.value(left).shape().dim(leftLabels.indexOf(inner.get(i)));
    }
    TensorShape summed = TensorShape.of(dims);
    int[] a = offsets(memory.value(left).shape(), leftLabels, shape, List.of());
    int[] b = offsets(memory.value(right).shape(), rightLabels, shape, List.of());
    int[] aInner = offsets(memory.value(left).shape(), leftLabels, summed, inner);
    int[] bInner = offsets(memory.value(right).shape(), rightLabels, summed, inner);
    long[] x = memory.get(left);
    long[] w = memory.get(right);
    for (int o = 0; o < out.length; o++) {
      long sum = 0;
      for (int k = 0; k < aInner.length; k++) {
        sum += x[a[o] + aInner[k]] * w[b[o] + bInner[k]];
      }
      out[o] += multiplier * sum;
    }
    return memory.finish(result, finish, out);
  }

  /** For every position of {@code walked} its share of an operand's position. */
  private static int[] offsets(
      TensorShape operand, List<Integer> labels, TensorShape walked, List<Integer> names) {
    int[] strides = operand.strides();
    int[] out = new int[Math.toIntExact(walked.elements())];
    for (int i = 0; i < out.length; i++) {
      int rest = i;
      for (int axis = walked.rank() - 1; axis >= 0; axis--) {
        int label = names.isEmpty() ? axis : names.get(axis);
        int at = labels.indexOf(label);
        out[i] += at < 0 ? 0 : rest % walked.dim(axis) * strides[at];
        rest /= walked.dim(axis);
      }
    }
    return out;
  }

  @Override
  public void lower(ProgramWriter program) {
    QuantValue y = program.value(result);
    TensorLayout layout = ProgramWriter.layout(y);
    int rank = y.shape().rank();
    List<AxisLayout> first = new ArrayList<>();
    List<AxisLayout> stored = ProgramWriter.layout(program.value(left)).axes();
    List<TensorAxis> axes = new ArrayList<>();
    List<Integer> labels = new ArrayList<>(leftLabels);
    for (int i = 0; i < leftLabels.size(); i++) {
      int label = leftLabels.get(i);
      boolean shared = rightLabels.contains(label);
      first.add(label < rank ? layout.axes().get(label) : stored.get(i));
      axes.add(axis(label < rank, shared));
    }
    List<AxisLayout> second = new ArrayList<>();
    for (int label : rightLabels) {
      int at = leftLabels.indexOf(label);
      second.add(at < 0 ? layout.axes().get(label) : first.get(at));
      if (at < 0) {
        axes.add(new TensorAxis.Free());
        labels.add(label);
      }
    }
    List<Integer> results = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      results.add(axis);
    }
    int a = program.stored(left, new TensorLayout(first));
    int b = program.stored(right, new TensorLayout(second));
    List<LinearTerm> terms = new ArrayList<>();
    terms.add(
        new LinearTerm(multiplier, a, b, axes, order(labels, results), order(labels, rightLabels)));
    terms.addAll(program.terms(plus, y.name(), layout));
    program.finish(result, terms, finish);
  }

  private static TensorAxis axis(boolean inResult, boolean shared) {
    if (!inResult) {
      return new TensorAxis.Inner();
    }
    return shared ? new TensorAxis.Shared() : new TensorAxis.Batch();
  }

  /** The axes in the order of a tensor's labels; those that it does not have come last. */
  private static AxisOrder order(List<Integer> labels, List<Integer> tensor) {
    List<Integer> places = new ArrayList<>();
    for (int label : tensor) {
      places.add(labels.indexOf(label));
    }
    for (int k = 0; k < labels.size(); k++) {
      if (!tensor.contains(labels.get(k))) {
        places.add(k);
      }
    }
    return AxisOrder.of(places.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public long parameters() {
    return plus.parameters();
  }
}
