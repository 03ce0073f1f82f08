package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code LSTM}: a recurrent layer with a cell state. Gates are i (input), o (output), f (forget)
 * and c (candidate), in this order; peepholes show the cell state to i, o and f.
 */
public final class LSTM implements Operator {
  private static final int GATES = 4;
  private static final int PEEPHOLES = 7;

  LSTM() {}

  @Override
  public String name() {
    return "LSTM";
  }

  @Override
  public Signature signature(int opset) {
    return RecurrentActivations.attributes(Signature.of(3, 8).outputs(3).anyOutput(), opset)
        .with("input_forget", AttributeKind.INT);
  }

  private static List<DoubleUnaryOperator> functions(NodeContext context, int directions)
      throws OperatorException {
    return RecurrentActivations.of(context, directions, "Sigmoid", "Tanh", "Tanh");
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 2);
    functions(context, shape.directions());
    if (context.hasInput(PEEPHOLES)) {
      RecurrentShape.require(context.inputShape(PEEPHOLES), shape.directions(), 3 * shape.hidden());
    }
    return shape.outputs();
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 2);
    List<DoubleUnaryOperator> functions = functions(context, shape.directions());
    boolean coupled = context.attributes().intValue("input_forget", 0) != 0;
    List<Cell> cells = new ArrayList<>();
    for (int d = 0; d < shape.directions(); d++) {
      cells.add(
          new Cell(
              new RecurrentWeights(inputs, d),
              functions.subList(3 * d, 3 * d + 3),
              inputs.find(PEEPHOLES),
              3 * d * shape.hidden(),
              coupled));
    }
    return RecurrentLayer.run(shape, inputs, cells);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, GATES, 2);
    List<RecurrentActivation> functions =
        RecurrentActivations.named(context, shape.directions(), "Sigmoid", "Tanh", "Tanh");
    double clip = RecurrentActivations.clip(context);
    boolean coupled = context.attributes().intValue("input_forget", 0) != 0;
    return RecurrentExpansion.expand(
        context,
        graph,
        shape,
        GATES,
        GATES,
        d -> {
          List<RecurrentActivation> own = functions.subList(3 * d, 3 * d + 3);
          String peepholes =
              context.hasInput(PEEPHOLES) ? graph.slice(graph.input(PEEPHOLES), 0, d, d + 1) : null;
          return new LstmNodes(shape.hidden(), own, clip, peepholes, coupled);
        });
  }

  private record Cell(
      RecurrentWeights weights,
      List<DoubleUnaryOperator> functions,
      Optional<FloatTensor> peepholes,
      int firstPeephole,
      boolean coupled)
      implements RecurrentLayer.Cell {
    @Override
    public void step(double[] data, int at, double[] h, double[] c) {
      int n = h.length;
      double[] next = new double[n];
      DoubleUnaryOperator f = functions.get(0);
      for (int k = 0; k < n; k++) {
        double input = f.applyAsDouble(sum(k, data, at, h) + seen(k, c[k]));
        double forget =
            coupled
                ? 1 - input
                : f.applyAsDouble(sum(2 * n + k, data, at, h) + seen(2 * n + k, c[k]));
        double candidate = functions.get(1).applyAsDouble(sum(3 * n + k, data, at, h));
        c[k] = forget * c[k] + input * candidate;
        double output = f.applyAsDouble(sum(n + k, data, at, h) + seen(n + k, c[k]));
        next[k] = output * functions.get(2).applyAsDouble(c[k]);
      }
      System.arraycopy(next, 0, h, 0, n);
    }

    private double sum(int row, double[] data, int at, double[] h) {
      return weights.input(row, data, at) + weights.recurrent(row, h);
    }

    private double seen(int row, double cell) {
      return peepholes.isEmpty() ? 0 : peepholes.get().get(firstPeephole + row) * cell;
    }
  }
}
