package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.List;

/** Runs a recurrent cell over sequences, in one direction or both. */
final class RecurrentLayer {
  private static final int LENGTHS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;

  private RecurrentLayer() {}

  /** A cell of one direction. */
  interface Cell {
    /**
     * One step.
     *
     * @param data the sequences
     * @param at where the input of the step begins
     * @param h the state, replaced by the next one
     * @param c the cell state, replaced by the next one
     */
    void step(double[] data, int at, double[] h, double[] c);
  }

  /** All steps, the last state and the last cell state. */
  static List<FloatTensor> run(RecurrentShape shape, NodeInputs inputs, List<? extends Cell> cells)
      throws OperatorException {
    TensorShape all = shape.outputs().getFirst();
    double[] outputs = new double[Math.toIntExact(all.elements())];
    double[] lastH = new double[Math.toIntExact(shape.state().elements())];
    double[] lastC = new double[lastH.length];
    for (int d = 0; d < cells.size(); d++) {
      for (int sequence = 0; sequence < shape.batch(); sequence++) {
        int state = shape.stateOffset(d, sequence);
        double[] h = initial(inputs, INITIAL_H, state, shape.hidden());
        double[] c = initial(inputs, INITIAL_C, state, shape.hidden());
        int length = length(inputs, sequence, shape.steps());
        for (int i = 0; i < length; i++) {
          int step = shape.isReverse(d) ? length - 1 - i : i;
          cells.get(d).step(inputs.get(0).data(), shape.inputOffset(step, sequence), h, c);
          System.arraycopy(h, 0, outputs, shape.outputOffset(step, d, sequence), h.length);
        }
        System.arraycopy(h, 0, lastH, state, h.length);
        System.arraycopy(c, 0, lastC, state, c.length);
      }
    }
    return List.of(
        FloatTensor.of(all, outputs),
        FloatTensor.of(shape.state(), lastH),
        FloatTensor.of(shape.state(), lastC));
  }

  private static double[] initial(NodeInputs inputs, int input, int from, int count) {
    double[] state = new double[count];
    inputs.find(input).ifPresent(tensor -> System.arraycopy(tensor.data(), from, state, 0, count));
    return state;
  }

  private static int length(NodeInputs inputs, int sequence, int steps) throws OperatorException {
    double length =
        inputs.find(LENGTHS).map(lengths -> lengths.get(sequence)).orElse((double) steps);
    Args.require(
        length >= 0 && length <= steps && length == Math.rint(length), "a length is " + length);
    return (int) length;
  }
}
