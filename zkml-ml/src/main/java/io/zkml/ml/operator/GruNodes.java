package io.zkml.ml.operator;

import io.zkml.ml.operator.RecurrentExpansion.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a step of a {@link GRU}.
 *
 * @param hidden numbers in the state
 * @param functions of the gates and the candidate
 * @param clip bound of what functions are applied to
 * @param linear whether the reset acts on the product with the state
 */
record GruNodes(int hidden, List<RecurrentActivation> functions, double clip, boolean linear)
    implements RecurrentExpansion.Cell {

  @Override
  public State step(RecurrentExpansion.Step step, State before) {
    Replacement graph = step.graph();
    String h = before.h();
    String gates = functions.get(0).add(graph, step.gates(h, 0, 2 * hidden), clip);
    String update = step.columns(gates, 0, hidden);
    String reset = step.columns(gates, hidden, 2 * hidden);
    String candidate = functions.get(1).add(graph, sum(step, h, reset), clip);
    // (1 - update) candidate + update h
    String change = h == null ? candidate : graph.add("Sub", candidate, h);
    String kept = graph.add("Sub", candidate, graph.add("Mul", update, change));
    return new State(kept, null);
  }

  private String sum(RecurrentExpansion.Step step, @Nullable String h, String reset) {
    Replacement graph = step.graph();
    if (!linear) {
      return step.gates(h == null ? null : graph.add("Mul", reset, h), 2 * hidden, 3 * hidden);
    }
    String input = step.input(2 * hidden, 3 * hidden);
    String recurrent = step.recurrent(h, 2 * hidden, 3 * hidden);
    return recurrent == null ? input : graph.add("Add", input, graph.add("Mul", reset, recurrent));
  }
}
