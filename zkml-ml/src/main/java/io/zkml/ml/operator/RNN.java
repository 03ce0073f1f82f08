package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** {@code RNN}: a simple recurrent layer, {@code h = f(W x + R h + b)}. */
public final class RNN implements Operator {
  RNN() {}

  @Override
  public String name() {
    return "RNN";
  }

  @Override
  public Signature signature(int opset) {
    return RecurrentActivations.attributes(Signature.of(3, 6).outputs(2).anyOutput(), opset);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, 1, 1);
    RecurrentActivations.of(context, shape.directions(), "Tanh");
    return shape.outputs();
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, 1, 1);
    List<DoubleUnaryOperator> f = RecurrentActivations.of(context, shape.directions(), "Tanh");
    List<RecurrentLayer.Cell> cells = new ArrayList<>();
    for (int d = 0; d < shape.directions(); d++) {
      cells.add(cell(new RecurrentWeights(inputs, d), f.get(d)));
    }
    return RecurrentLayer.run(shape, inputs, cells);
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    RecurrentShape shape = RecurrentShape.of(context, 1, 1);
    List<RecurrentActivation> functions =
        RecurrentActivations.named(context, shape.directions(), "Tanh");
    double clip = RecurrentActivations.clip(context);
    return RecurrentExpansion.expand(
        context,
        graph,
        shape,
        1,
        1,
        d ->
            (step, before) -> {
              String sum = step.gates(before.h(), 0, shape.hidden());
              return new RecurrentExpansion.State(functions.get(d).add(graph, sum, clip), null);
            });
  }

  private static RecurrentLayer.Cell cell(RecurrentWeights weights, DoubleUnaryOperator f) {
    return (data, at, h, _) -> {
      double[] next = new double[h.length];
      for (int i = 0; i < h.length; i++) {
        next[i] = f.applyAsDouble(weights.input(i, data, at) + weights.recurrent(i, h));
      }
      System.arraycopy(next, 0, h, 0, h.length);
    };
  }
}
