package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.quant.IndexMap;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.RealForm;
import io.zkml.ml.quant.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Linear maps of which every output has few taps: entries of the input with constant weights. One
 * rounding for all of them.
 */
final class QuantTaps {
  private static final int MAX_TAPS = 128;

  private final int outputs;
  private final List<int[]> places = new ArrayList<>();
  private final List<double[]> weights = new ArrayList<>();
  private final int[] used;

  /**
   * A map without taps.
   *
   * @param outputs number of outputs
   */
  QuantTaps(int outputs) {
    this.outputs = outputs;
    this.used = new int[outputs];
  }

  /** Adds a tap to an output. */
  void add(int output, int place, double weight) throws OperatorException {
    if (weight == 0) {
      return;
    }
    int tap = used[output]++;
    Args.require(tap < MAX_TAPS, "more than " + MAX_TAPS + " inputs add up to one output");
    if (tap == places.size()) {
      int[] none = new int[outputs];
      Arrays.fill(none, IndexMap.NONE);
      places.add(none);
      weights.add(new double[outputs]);
    }
    places.get(tap)[output] = place;
    weights.get(tap)[output] = weight;
  }

  /** The map of a node's first input, plus constants, as its output. */
  void emit(NodeContext context, QuantBuilder builder, double[] constants)
      throws OperatorException {
    Args.require(!places.isEmpty(), "the output does not depend on the input");
    View x = builder.view(context.node().input(0));
    TensorShape shape = context.outputShape(0);
    RealForm form = new RealForm(shape);
    for (int tap = 0; tap < places.size(); tap++) {
      double[] factors = weights.get(tap);
      View moved = x.moved(shape, places.get(tap));
      boolean plain = Arrays.stream(factors).allMatch(w -> w == factors[0]);
      if (plain) {
        form.add(moved, factors[0]);
      } else {
        form.add(moved, 1, FloatTensor.of(shape, factors));
      }
    }
    if (Arrays.stream(constants).anyMatch(c -> c != 0)) {
      form.add(FloatTensor.of(shape, constants), 1);
    }
    QuantSums.emit(context, builder, form);
  }
}
