package io.zkml.ml.operator;

import io.zkml.ml.operator.RecurrentExpansion.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a step of an {@link LSTM}.
 *
 * @param hidden numbers in the state
 * @param functions of the gates, the candidate and the cell state
 * @param clip bound of what functions are applied to
 * @param peepholes {@code [1, 3 hidden]}; null for none
 * @param coupled whether the forget gate is 1 less the input gate
 */
record LstmNodes(
    int hidden,
    List<RecurrentActivation> functions,
    double clip,
    @Nullable String peepholes,
    boolean coupled)
    implements RecurrentExpansion.Cell {

  @Override
  public State step(RecurrentExpansion.Step step, State before) {
    Replacement graph = step.graph();
    String c = before.c();
    String three = peepholes == null ? gate(step, before.h(), 0, 3, null) : null;
    String input = three == null ? gate(step, before.h(), 0, 1, c) : part(step, three, 0);
    String candidate =
        functions.get(1).add(graph, step.gates(before.h(), 3 * hidden, 4 * hidden), clip);
    String next = graph.add("Mul", input, candidate);
    if (c != null) {
      next = graph.add("Add", graph.add("Mul", forget(step, before, input, three), c), next);
    }
    String output = three == null ? gate(step, before.h(), 1, 2, next) : part(step, three, 1);
    String seen = functions.get(2).add(graph, next, clip);
    return new State(graph.add("Mul", output, seen), next);
  }

  private String forget(
      RecurrentExpansion.Step step, State before, String input, @Nullable String three) {
    if (coupled) {
      return step.graph().add("Sub", step.graph().constant(1), input);
    }
    return three == null ? gate(step, before.h(), 2, 3, before.c()) : part(step, three, 2);
  }

  private String part(RecurrentExpansion.Step step, String gates, int gate) {
    return step.columns(gates, gate * hidden, (gate + 1) * hidden);
  }

  /** Gates that see a cell state. */
  private String gate(
      RecurrentExpansion.Step step, @Nullable String h, int from, int to, @Nullable String c) {
    Replacement graph = step.graph();
    String sum = step.gates(h, from * hidden, to * hidden);
    if (peepholes != null && c != null) {
      String factors = step.columns(peepholes, from * hidden, to * hidden);
      sum = graph.add("Add", sum, graph.add("Mul", c, factors));
    }
    return functions.get(0).add(graph, sum, clip);
  }
}
