package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Checks that operators share. */
final class Args {
  /** What to do about an input that must be constant. */
  static final String BIND = "fix it with bindInput, or export the model with its value";

  /** Why an operator without a translation into integers is refused. */
  static final String NOT_PROVABLE =
      "the operator cannot be proven yet: compute it before or behind the model, or replace it by"
          + " operators that docs/operators.md lists as proven";

  private Args() {}

  static void require(boolean condition, String otherwise) throws OperatorException {
    if (!condition) {
      throw new OperatorException(otherwise);
    }
  }

  static int toInt(long value, String what) throws OperatorException {
    require(value == (int) value, what + " is " + value + ", out of range");
    return (int) value;
  }

  static int toIntIn(long value, int min, int max, String what) throws OperatorException {
    require(
        value >= min && value <= max, what + " is " + value + ", allowed is " + min + " to " + max);
    return (int) value;
  }

  /** An axis of a tensor of the given rank; negative ones count from the end. */
  static int axis(long axis, int rank) throws OperatorException {
    require(axis >= -rank && axis < rank, "axis " + axis + " of a tensor of rank " + rank);
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Axes of a tensor of the given rank, sorted; an axis given twice is refused. */
  static List<Integer> axes(List<Long> axes, int rank) throws OperatorException {
    TreeSet<Integer> sorted = new TreeSet<>();
    for (long axis : axes) {
      require(sorted.add(axis(axis, rank)), "axis " + axis + " is given twice");
    }
    return List.copyOf(sorted);
  }

  /** The numbers of a tensor of rank at most 1, all of them integers. */
  static List<Long> integers(FloatTensor tensor, String what) throws OperatorException {
    require(tensor.shape().rank() <= 1, "input '" + what + "' has shape " + tensor.shape());
    List<Long> values = new ArrayList<>(tensor.size());
    for (double value : tensor.data()) {
      require(value == Math.rint(value), "input '" + what + "' holds " + value);
      values.add((long) value);
    }
    return values;
  }

  static int[] toInts(List<Long> values, String what) throws OperatorException {
    int[] ints = new int[values.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = toInt(values.get(i), what);
    }
    return ints;
  }

  static TensorShape shape(List<Integer> dims) {
    return TensorShape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  static void requireVector(NodeContext context, int input, int length, String what)
      throws OperatorException {
    TensorShape shape = context.inputShape(input);
    require(
        shape.rank() == 1 && shape.dim(0) == length,
        "input '" + what + "' has shape " + shape + ", needed is [" + length + "]");
  }
}
