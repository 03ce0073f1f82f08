package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code GRU}: a gated recurrent layer. Gates are z (update), r (reset) and h (candidate), in this
 * order; the reset acts on the state or, with {@code linear_before_reset}, on its product.
 */
public final class GRU implements Operator {
  private static final int GATES = 3;

  GRU() {}

  @Override
  public String name() {
    return "GRU";
  }

  @Override
  public Signature signature(int opset) {
    return RecurrentActivations.attributes(Signature.of(3, 6).outputs(2).anyOutput(), opset)
        .with("linear_before_reset", AttributeKind.INT);
  }

  private static List<DoubleUnaryOperator> functions(NodeContext context, int directions)
      throws OperatorException {
    return RecurrentActivations.of(context, directions, "Sigmoid", "Tanh");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 1);
    functions(context, shape.directions());
    return shape.outputs();
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 1);
    List<DoubleUnaryOperator> functions = functions(context, shape.directions());
    boolean linear = context.attributes().intValue("linear_before_reset", 0) != 0;
    List<Cell> cells = new ArrayList<>();
    for (int d = 0; d < shape.directions(); d++) {
      RecurrentWeights weights = new RecurrentWeights(inputs, d);
      cells.add(new Cell(weights, functions.get(2 * d), functions.get(2 * d + 1), linear));
    }
    return RecurrentLayer.run(shape, inputs, cells);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 1);
    List<RecurrentActivation> functions =
        RecurrentActivations.named(context, shape.directions(), "Sigmoid", "Tanh");
    double clip = RecurrentActivations.clip(context);
    boolean linear = context.attributes().intValue("linear_before_reset", 0) != 0;
    return RecurrentExpansion.expand(
        context,
        graph,
        shape,
        GATES,
        linear ? 2 : GATES,
        d -> {
          List<RecurrentActivation> own = functions.subList(2 * d, 2 * d + 2);
          return new GruNodes(shape.hidden(), own, clip, linear);
        });
  }

  private record Cell(
      RecurrentWeights weights, DoubleUnaryOperator f, DoubleUnaryOperator g, boolean linear)
      implements RecurrentLayer.Cell {
    @Override
    public void step(double[] data, int at, double[] h, double[] c) {
      int n = h.length;
      double[] update = new double[n];
      double[] reset = new double[n];
      double[] kept = new double[n];
      for (int i = 0; i < n; i++) {
        update[i] = gate(i, data, at, h);
        reset[i] = gate(n + i, data, at, h);
        kept[i] = reset[i] * h[i];
      }
      double[] next = new double[n];
      for (int i = 0; i < n; i++) {
        int row = 2 * n + i;
        double recurrent =
            linear ? reset[i] * weights.recurrent(row, h) : weights.recurrent(row, kept);
        double candidate = g.applyAsDouble(weights.input(row, data, at) + recurrent);
        next[i] = (1 - update[i]) * candidate + update[i] * h[i];
      }
      System.arraycopy(next, 0, h, 0, n);
    }

    private double gate(int row, double[] data, int at, double[] h) {
      return f.applyAsDouble(weights.input(row, data, at) + weights.recurrent(row, h));
    }
  }
}
