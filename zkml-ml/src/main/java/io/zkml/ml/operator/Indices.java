package io.zkml.ml.operator;

/** Indices into an axis, given as numbers. */
final class Indices {
  private Indices() {}

  /** A position on an axis; negative indices count from the end. */
  static int position(double index, int length) throws OperatorException {
    Args.require(
        index == Math.rint(index) && index >= -length && index < length,
        "index " + index + " on an axis of length " + length);
    return (int) (index < 0 ? index + length : index);
  }

  /** A constant input of one integer. */
  static long number(NodeContext context, int input, String what) throws OperatorException {
    var values = context.constantInts(input, what);
    Args.require(values.size() == 1, "input '" + what + "' holds " + values.size() + " numbers");
    return values.getFirst();
  }

  /** A constant input of non-negative dimensions. */
  static int[] dims(NodeContext context, int input, String what) throws OperatorException {
    int[] dims = Args.toInts(context.constantInts(input, what), "a dimension");
    for (int dim : dims) {
      Args.require(dim >= 0, "input '" + what + "' holds " + dim);
    }
    return dims;
  }
}
