package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/**
 * The dimensions of a recurrent layer.
 *
 * @param steps length of the sequences
 * @param batch number of sequences
 * @param input numbers in one step
 * @param hidden numbers in the state
 * @param direction forward, reverse or bidirectional
 * @param batchFirst whether the batch is the first axis of all tensors
 */
record RecurrentShape(
    int steps, int batch, int input, int hidden, String direction, boolean batchFirst) {
  private static final int MAX_HIDDEN = 1 << 24;
  private static final int BIAS = 3;
  private static final int LENGTHS = 4;
  private static final int FIRST_STATE = 5;

  /**
   * The shape of a node, all inputs checked.
   *
   * @param gates numbers of gates: blocks of rows of the weights
   * @param states 1, or 2 with a cell state
   */
  static RecurrentShape of(NodeContext context, int gates, int states) throws OperatorException {
    TensorShape data = context.inputShape(0);
    TensorShape weights = context.inputShape(1);
    TensorShape recurrent = context.inputShape(2);
    Args.require(
        data.rank() == 3 && weights.rank() == 3 && recurrent.rank() == 3,
        "X, W and R have shapes " + data + ", " + weights + " and " + recurrent);
    Attributes attributes = context.attributes();
    boolean batchFirst = attributes.intValue("layout", 0) != 0;
    int hidden = Args.toIntIn(recurrent.dim(2), 0, MAX_HIDDEN, "hidden_size");
    Args.require(
        attributes.intValue("hidden_size", hidden) == hidden,
        "hidden_size is not that of R of shape " + recurrent);
    RecurrentShape shape =
        new RecurrentShape(
            data.dim(batchFirst ? 1 : 0),
            data.dim(batchFirst ? 0 : 1),
            data.dim(2),
            hidden,
            attributes.stringValue("direction", "forward"),
            batchFirst);
    shape.check(context, gates, states);
    return shape;
  }

  private void check(NodeContext context, int gates, int states) throws OperatorException {
    int directions = directions();
    require(context.inputShape(1), directions, gates * hidden, input);
    require(context.inputShape(2), directions, gates * hidden, hidden);
    if (context.hasInput(BIAS)) {
      require(context.inputShape(BIAS), directions, 2 * gates * hidden);
    }
    if (context.hasInput(LENGTHS)) {
      Args.requireVector(context, LENGTHS, batch, "sequence_lens");
    }
    for (int i = FIRST_STATE; i < FIRST_STATE + states; i++) {
      if (context.hasInput(i)) {
        Args.require(
            context.inputShape(i).equals(state()),
            "a state has shape " + context.inputShape(i) + ", needed is " + state());
      }
    }
  }

  static void require(TensorShape shape, int... dims) throws OperatorException {
    TensorShape due = TensorShape.of(dims);
    Args.require(shape.equals(due), "an input has shape " + shape + ", needed is " + due);
  }

  /** Number of directions. */
  int directions() throws OperatorException {
    return switch (direction) {
      case "forward", "reverse" -> 1;
      case "bidirectional" -> 2;
      default -> throw new OperatorException("direction is '" + direction + "'");
    };
  }

  /** True if a direction, by its index, runs from the end. */
  boolean isReverse(int index) {
    return index == 1 || direction.equals("reverse");
  }

  /** Shape of a state. */
  TensorShape state() throws OperatorException {
    return batchFirst
        ? TensorShape.of(batch, directions(), hidden)
        : TensorShape.of(directions(), batch, hidden);
  }

  /** Shapes of the outputs: all steps, then the last one of each state. */
  List<TensorShape> outputs() throws OperatorException {
    TensorShape all =
        batchFirst
            ? TensorShape.of(batch, steps, directions(), hidden)
            : TensorShape.of(steps, directions(), batch, hidden);
    return List.of(all, state(), state());
  }

  int inputOffset(int step, int sequence) {
    return (batchFirst ? sequence * steps + step : step * batch + sequence) * input;
  }

  int stateOffset(int index, int sequence) throws OperatorException {
    return (batchFirst ? sequence * directions() + index : index * batch + sequence) * hidden;
  }

  int outputOffset(int step, int index, int sequence) throws OperatorException {
    int directions = directions();
    int row =
        batchFirst
            ? (sequence * steps + step) * directions + index
            : (step * directions + index) * batch + sequence;
    return row * hidden;
  }
}
