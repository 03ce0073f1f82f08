package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;

/** {@code ReduceProd}: the product over some axes. */
public final class ReduceProd implements AxisReduction {
  /** Every factor more rounds once more. */
  private static final int MAX_FACTORS = 16;

  ReduceProd() {}

  @Override
  public String name() {
    return "ReduceProd";
  }

  @Override
  public double reduce(double[] elements, DataType type) {
    return Arrays.stream(elements).reduce(1, (x, y) -> x * y);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    String product = graph.input(0);
    for (int axis : AxisReduction.axes(context)) {
      int length = context.inputShape(0).dim(axis);
      Args.require(
          length >= 1 && length <= MAX_FACTORS,
          "a product of " + length + " factors cannot be proven yet: at most " + MAX_FACTORS);
      Attributes along = Replacement.integer("axis", axis);
      String lanes = product;
      for (int i = 0; i < length; i++) {
        String factor =
            graph.add("Gather", along, lanes, graph.constant(FloatTensor.vector(new int[] {i})));
        product = i == 0 ? factor : graph.add("Mul", product, factor);
      }
    }
    graph.output(0, AxisReduction.shaped(context, graph, product));
    return true;
  }
}
