package io.zkml.ml.compiler;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.GraphValue;
import io.zkml.ml.graph.ModelProblem;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.interpret.FloatInterpreter;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.operator.OperatorException;
import io.zkml.ml.operator.ShapedGraph;
import io.zkml.ml.quant.NumericPolicy;
import io.zkml.ml.quant.Ordinals;
import io.zkml.ml.quant.QuantBuilder;
import io.zkml.ml.quant.QuantizedGraph;
import io.zkml.ml.quant.ValueRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/** Turns a float graph into an exact integer program. */
public final class Quantizer {

  private final ShapedGraph shaped;
  private final Graph graph;

  /** A quantiser of a graph that has gone through {@link GraphPasses}. */
  public Quantizer(ShapedGraph shaped) {
    this.shaped = shaped;
    this.graph = shaped.graph();
  }

  /**
   * The range of every value over calibration inputs.
   *
   * @throws IllegalArgumentException if there are no inputs, or one does not fit the graph or is
   *     not finite
   * @throws UnsupportedModelException if a node gives a value that is not finite
   */
  public Map<String, ValueRange> calibrate(Iterable<FloatTensor> inputs)
      throws UnsupportedModelException {
    return calibrateNamed(named(inputs));
  }

  /**
   * Inputs of a model that has one, by its name.
   *
   * @throws IllegalArgumentException if it has several
   */
  public List<Map<String, FloatTensor>> named(Iterable<FloatTensor> inputs) {
    List<Map<String, FloatTensor>> named = new ArrayList<>();
    if (graph.inputs().size() == 1) {
      GraphValue only = graph.inputs().getFirst();
      inputs.forEach(input -> named.add(Map.of(only.name(), input.reshaped(only.shape()))));
    } else if (inputs.iterator().hasNext()) {
      throw new IllegalArgumentException(
          "the model has " + graph.inputs().size() + " inputs: calibrate with all of them by name");
    }
    return named;
  }

  /**
   * Checks what committed inputs and outputs need.
   *
   * @throws UnsupportedModelException if there are several of either
   */
  public void requireOneOfEach() throws UnsupportedModelException {
    if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
      throw unsupported(
          "the model has %d inputs and %d outputs; one of each can be committed yet"
              .formatted(graph.inputs().size(), graph.outputs().size()));
    }
  }

  /** As {@link #calibrate}, with all inputs by name. */
  public Map<String, ValueRange> calibrateNamed(Iterable<Map<String, FloatTensor>> inputs)
      throws UnsupportedModelException {
    FloatInterpreter interpreter = FloatInterpreter.of(shaped);
    Ranges ranges = new Ranges(graph);
    List<String> ranked = new ArrayList<>();
    for (GraphValue input : graph.inputs()) {
      if (ranks(input).isPresent()) {
        ranked.add(input.name());
      }
    }
    for (Map<String, FloatTensor> input : inputs) {
      interpreter.run(
          input,
          (name, tensor) -> {
            // Ranks need no range, and not-a-number has one.
            if (!ranked.contains(name)) {
              ranges.add(name, tensor);
            }
          });
    }
    return ranges.get();
  }

  /**
   * Quantises the graph.
   *
   * @throws UnsupportedModelException naming every node that cannot be proven
   */
  public QuantizedGraph quantize(Map<String, ValueRange> ranges, NumericPolicy policy)
      throws UnsupportedModelException {
    return quantize(ranges, policy, (node, operations) -> {});
  }

  /**
   * As above.
   *
   * @param after told after each node how many operations there are
   */
  public QuantizedGraph quantize(
      Map<String, ValueRange> ranges, NumericPolicy policy, ObjIntConsumer<Node> after)
      throws UnsupportedModelException {
    requireInputAndOutput();
    Map<String, ValueRange> widened = SharedTables.widened(shaped, ranges);
    QuantBuilder builder = new QuantBuilder(policy, widened, types(), fusedActivations());
    List<Integer> inputs = inputs(builder);
    List<ModelProblem> problems = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (shaped.constant(node.output(0)).isPresent()) {
        continue;
      }
      try {
        shaped.operator(node).quantize(shaped.context(node), builder);
        requireOutputs(node, builder);
      } catch (OperatorException | IllegalArgumentException | ArithmeticException e) {
        problems.add(ModelProblem.of(node, reason(e)));
        // The nodes behind it may have problems of their own.
        node.outputs().stream()
            .filter(o -> !o.isEmpty())
            .forEach(o -> builder.placeholder(o, shaped.shape(o)));
      }
      after.accept(node, builder.operations());
    }
    if (!problems.isEmpty()) {
      throw new UnsupportedModelException(problems);
    }
    return builder.build(inputs, graph.outputs());
  }

  private List<Integer> inputs(QuantBuilder builder) {
    List<Integer> inputs = new ArrayList<>();
    for (GraphValue input : graph.inputs()) {
      Optional<Ordinals> ranks = ranks(input);
      inputs.add(
          ranks.isPresent()
              ? builder.ranks(input.name(), input.shape(), ranks.get())
              : builder.input(input.name(), storedShape(input), input.shape()));
    }
    return inputs;
  }

  /** Bounds are computed exactly: beyond 64 bits, Java's message says little. */
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(" overflow")
        ? "its integers may exceed 62 bits: use a policy of fewer bits, or scale its inputs down"
        : message;
  }

  /** Every output that is read must have a meaning in integers; one that is fused has none. */
  private void requireOutputs(Node node, QuantBuilder builder) throws OperatorException {
    for (int i = 1; i < node.outputs().size(); i++) {
      String output = node.output(i);
      boolean read = graph.isOutput(output) || !graph.consumers(output).isEmpty();
      if (read && !builder.isValue(output)) {
        throw new OperatorException("output " + i + " cannot be proven yet: leave it out");
      }
    }
  }

  private Map<String, DataType> types() {
    Map<String, DataType> types = new HashMap<>();
    graph.inputs().forEach(input -> types.put(input.name(), input.type()));
    graph.nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .filter(output -> !output.isEmpty())
        .forEach(output -> types.put(output, shaped.type(output)));
    return types;
  }

  /**
   * Checks the model as a whole.
   *
   * @throws UnsupportedModelException unless it has inputs, none of them empty, and outputs that
   *     depend on them
   */
  public void requireInputAndOutput() throws UnsupportedModelException {
    if (graph.inputs().isEmpty()) {
      throw unsupported("the model has no inputs: there is nothing to prove");
    }
    for (GraphValue input : graph.inputs()) {
      if (input.shape().elements() == 0) {
        throw unsupported("input '%s' of shape %s is empty".formatted(input.name(), input.shape()));
      }
      if (graph.consumers(input.name()).isEmpty()) {
        throw unsupported(
            "input '%s' is not used: there is nothing to prove".formatted(input.name()));
      }
      if (graph.isOutput(input.name())) {
        throw unsupported("output '%s' is an input".formatted(input.name()));
      }
    }
    for (String output : graph.outputs()) {
      if (shaped.constant(output).isPresent()) {
        throw unsupported("output '%s' does not depend on the input".formatted(output));
      }
    }
  }

  private static UnsupportedModelException unsupported(String reason) {
    return new UnsupportedModelException(List.of(ModelProblem.ofModel(reason)));
  }

  /** How an input is stored that all its readers only compare with constants. */
  private Optional<Ordinals> ranks(GraphValue input) {
    Ordinals all = null;
    for (Node node : graph.consumers(input.name())) {
      Optional<Ordinals> ranks = shaped.operator(node).ordinals(shaped.context(node));
      if (ranks.isEmpty()) {
        return Optional.empty();
      }
      all = all == null ? ranks.get() : all.union(ranks.get());
    }
    return Optional.ofNullable(all);
  }

  /** An input that is only ever flattened is stored flat. */
  private TensorShape storedShape(GraphValue input) {
    TensorShape shape = QuantBuilder.stored(input.shape());
    List<Node> consumers = graph.consumers(input.name());
    for (Node node : consumers) {
      boolean reshapes = node.is("Flatten") || node.is("Reshape");
      if (!reshapes
          || !shaped.shape(node.output(0)).equals(shaped.shape(consumers.getFirst().output(0)))) {
        return shape;
      }
    }
    return consumers.isEmpty()
        ? shape
        : QuantBuilder.stored(shaped.shape(consumers.getFirst().output(0)));
  }

  /** Values whose only reader is an activation that can join their rounding. */
  private Map<String, QuantBuilder.Fused> fusedActivations() {
    Map<String, QuantBuilder.Fused> fused = new HashMap<>();
    for (Node node : graph.nodes()) {
      String operand = node.input(0);
      boolean alone = graph.consumers(operand).size() == 1 && !graph.isOutput(operand);
      boolean rounded =
          graph.producer(operand).map(p -> shaped.operator(p).endsInRounding()).orElse(false);
      if (alone && rounded && shaped.type(operand).isFloat()) {
        shaped
            .operator(node)
            .activation(shaped.context(node))
            .ifPresent(f -> fused.put(operand, new QuantBuilder.Fused(node.output(0), f)));
      }
    }
    return fused;
  }
}
