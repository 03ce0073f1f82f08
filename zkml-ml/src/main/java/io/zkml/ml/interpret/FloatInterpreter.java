package io.zkml.ml.interpret;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.operator.NodeContext;
import io.zkml.ml.operator.NodeInputs;
import io.zkml.ml.operator.Operator;
import io.zkml.ml.operator.OperatorException;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a graph in float64. This is the oracle for the float model: compared with other
 * runtimes, and the reference for the quantised program.
 *
 * <p>Constant parts of the graph are evaluated once, when the interpreter is made. An interpreter
 * is immutable; several threads may run it at the same time.
 */
public final class FloatInterpreter {
  private static final TensorVisitor NO_VISITOR = (_, _) -> {};
  private static final int LEFT_OUT = -1;

  private final Graph graph;
  private final List<Step> steps;
  private final @Nullable FloatTensor[] initialSlots;
  private final Map<String, Integer> slotOf;

  /**
   * A node ready to run.
   *
   * @param inputs slots of the inputs, or {@link #LEFT_OUT}
   * @param outputs slots of the outputs, or {@link #LEFT_OUT}
   * @param released slots that no later step reads
   */
  private record Step(
      Operator operator,
      NodeContext context,
      List<Integer> inputs,
      List<Integer> outputs,
      List<Integer> released) {}

  private FloatInterpreter(ShapedGraph shaped) {
    this.graph = shaped.graph();
    Slots slots = new Slots(shaped);
    this.steps = slots.steps();
    this.initialSlots = slots.initial();
    this.slotOf = Map.copyOf(slots.byName);
  }

  /**
   * An interpreter of a graph.
   *
   * @throws UnsupportedModelException if a node isn't supported; lists all such nodes
   */
  public static FloatInterpreter of(Graph graph) throws UnsupportedModelException {
    return new FloatInterpreter(ShapeInference.infer(graph));
  }

  /** An interpreter of a graph whose shapes are known already. */
  public static FloatInterpreter of(ShapedGraph graph) {
    return new FloatInterpreter(graph);
  }

  /**
   * Evaluates a graph with one input and one output.
   *
   * @param input the input, of the graph's shape or reshaped to it if the number of elements agrees
   * @throws IllegalArgumentException if the graph has other inputs or outputs, or sizes differ
   */
  public FloatTensor run(FloatTensor input) {
    return run(input, NO_VISITOR);
  }

  /** As {@link #run(FloatTensor)}, showing every value to the visitor. */
  public FloatTensor run(FloatTensor input, TensorVisitor visitor) {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw new IllegalArgumentException(
          "the graph has %d inputs and %d outputs"
              .formatted(graph.inputs().size(), graph.outputs().size()));
    }
    GraphValue declared = graph.inputs().getFirst();
    FloatTensor shaped = input.reshaped(declared.shape());
    Map<String, FloatTensor> outputs = run(Map.of(declared.name(), shaped), visitor);
    return outputs.values().iterator().next();
  }

  /**
   * Evaluates the graph.
   *
   * @param inputs exactly the graph's inputs by name, of their shapes or reshaped to them if the
   *     numbers of elements agree
   * @return the graph's outputs by name, in the graph's order
   * @throws IllegalArgumentException if the inputs don't fit the graph, or an operator can't take
   *     their values
   */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> inputs) {
    return run(inputs, NO_VISITOR);
  }

  /** As {@link #run(Map)}, showing every value to the visitor. */
  public Map<String, FloatTensor> run(Map<String, FloatTensor> inputs, TensorVisitor visitor) {
    return runFiltered(
        inputs,
        (name, tensor) -> {
          visitor.visit(name, tensor);
          return tensor;
        });
  }

  /** As {@link #run(Map)}, going on with what the filter makes of every value. */
  public Map<String, FloatTensor> runFiltered(
      Map<String, FloatTensor> inputs, TensorFilter filter) {
    @Nullable FloatTensor[] slots = initialSlots.clone();
    setInputs(inputs, slots, filter);
    for (Step step : steps) {
      run(step, slots, filter);
    }
    Map<String, FloatTensor> outputs = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      outputs.put(output, value(slots, slot(output)));
    }
    return outputs;
  }

  private void setInputs(
      Map<String, FloatTensor> inputs, @Nullable FloatTensor[] slots, TensorFilter filter) {
    if (inputs.size() != graph.inputs().size()) {
      throw new IllegalArgumentException(
          "the graph has " + graph.inputs().size() + " inputs, got " + inputs.keySet());
    }
    for (GraphValue declared : graph.inputs()) {
      FloatTensor tensor = inputs.get(declared.name());
      if (tensor == null || tensor.size() != declared.shape().elements()) {
        throw new IllegalArgumentException(
            "input '%s' needs shape %s, got %s"
                .formatted(declared.name(), declared.shape(), tensor));
      }
      FloatTensor typed = tensor.reshaped(declared.shape()).withType(declared.type());
      slots[slot(declared.name())] = filter.filter(declared.name(), typed);
    }
  }

  private static void run(Step step, @Nullable FloatTensor[] slots, TensorFilter filter) {
    List<Optional<FloatTensor>> inputs = new ArrayList<>(step.inputs().size());
    for (int slot : step.inputs()) {
      inputs.add(slot == LEFT_OUT ? Optional.empty() : Optional.of(value(slots, slot)));
    }
    Node node = step.context().node();
    List<FloatTensor> results;
    try {
      results = step.operator().evaluate(step.context(), NodeInputs.of(inputs));
    } catch (OperatorException e) {
      throw new IllegalArgumentException("node '" + node.name() + "': " + e.reason(), e);
    }
    for (int i = 0; i < step.outputs().size(); i++) {
      int slot = step.outputs().get(i);
      if (slot != LEFT_OUT) {
        FloatTensor result = results.get(i).withType(step.context().outputType(i));
        slots[slot] = filter.filter(node.output(i), result);
      }
    }
    for (int slot : step.released()) {
      slots[slot] = null;
    }
  }

  private static FloatTensor value(@Nullable FloatTensor[] slots, int slot) {
    FloatTensor tensor = slots[slot];
    if (tensor == null) {
      throw new IllegalStateException("slot " + slot + " is empty");
    }
    return tensor;
  }

  private int slot(String name) {
    Integer slot = slotOf.get(name);
    if (slot == null) {
      throw new IllegalStateException("no slot for '" + name + "'");
    }
    return slot;
  }

  /** Gives every value that a run touches a place in an array. */
  private static final class Slots {
    private final ShapedGraph shaped;
    private final Map<String, Integer> byName = new HashMap<>();
    private final List<Node> live;

    Slots(ShapedGraph shaped) {
      this.shaped = shaped;
      Graph graph = shaped.graph();
      this.live =
          graph.nodes().stream()
              .filter(node -> node.outputs().stream().anyMatch(output -> isComputed(output)))
              .toList();
      graph.inputs().forEach(input -> slot(input.name()));
      live.forEach(node -> node.inputs().forEach(this::slot));
      live.forEach(node -> node.outputs().forEach(this::slot));
      graph.outputs().forEach(this::slot);
    }

    private boolean isComputed(String value) {
      return !value.isEmpty() && shaped.constant(value).isEmpty();
    }

    private int slot(String name) {
      if (name.isEmpty()) {
        return LEFT_OUT;
      }
      Integer next = byName.size();
      Integer known = byName.putIfAbsent(name, next);
      return known == null ? next : known;
    }

    @Nullable FloatTensor[] initial() {
      @Nullable FloatTensor[] slots = new FloatTensor[byName.size()];
      byName.forEach((name, slot) -> slots[slot] = shaped.constant(name).orElse(null));
      return slots;
    }

    List<Step> steps() {
      int[] lastUse = new int[byName.size()];
      Arrays.fill(lastUse, -1);
      for (int i = 0; i < live.size(); i++) {
        markUse(live.get(i).inputs(), lastUse, i);
        markUse(live.get(i).outputs(), lastUse, i);
      }
      markUse(shaped.graph().outputs(), lastUse, Integer.MAX_VALUE);
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < live.size(); i++) {
        Node node = live.get(i);
        steps.add(
            new Step(
                shaped.operator(node),
                shaped.context(node),
                node.inputs().stream().map(this::slot).toList(),
                node.outputs().stream().map(this::slot).toList(),
                released(node, lastUse, i)));
      }
      return List.copyOf(steps);
    }

    private void markUse(List<String> values, int[] lastUse, int step) {
      for (String value : values) {
        if (!value.isEmpty()) {
          lastUse[slot(value)] = step;
        }
      }
    }

    private List<Integer> released(Node node, int[] lastUse, int step) {
      List<String> values = new ArrayList<>(node.inputs());
      values.addAll(node.outputs());
      return values.stream()
          .filter(this::isComputed)
          .map(this::slot)
          .filter(slot -> lastUse[slot] == step)
          .distinct()
          .toList();
    }
  }
}
