package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@link Attention} as nodes. Heads of the queries that share keys lie one behind the other, so
 * that keys and values are not repeated. Which keys a query sees must be constant.
 */
final class AttentionNodes {
  private static final int MASK = 3;
  private static final int PAST_KEY = 4;
  private static final int VALID = 6;
  private static final Attributes LAST_AXIS = Replacement.integer("axis", -1);

  private final NodeContext context;
  private final Replacement graph;
  private final AttentionShape shape;

  AttentionNodes(NodeContext context, Replacement graph, AttentionShape shape) {
    this.context = context;
    this.graph = graph;
    this.shape = shape;
  }

  /** Adds the nodes; {@code mode} says what the last output shows. */
  void add(long mode) throws OperatorException {
    String key = joined(1, shape.head());
    String value = joined(2, shape.value());
    give(1, key);
    give(2, value);
    double[] given = bias();
    double[] bias = given.clone();
    boolean[] blind = blind(bias);
    String query = apart(graph.input(0), shape.heads(), shape.head());
    int rows = shape.heads() / shape.groups() * shape.queries();
    String grouped = graph.reshape(query, shape.batch(), shape.groups(), rows, shape.head());
    String product = graph.add("MatMul", grouped, graph.transpose(key, 0, 1, 3, 2));
    double scale = context.attributes().floatValue("scale", 1 / Math.sqrt(shape.head()));
    String scaled = graph.add("Mul", all(product), graph.constant(scale));
    String capped = capped(scaled);
    String masked = masked(capped, bias);
    String weights = seeing(weights(masked, bias), blind);
    if (mode == 2 && !context.node().output(3).isEmpty()) {
      Args.require(seesAll(given), "scores of hidden keys as an output cannot be proven");
    }
    List<String> shown = List.of(scaled, capped, masked, weights);
    give(3, shown.get((int) mode));
    String sums =
        graph.add(
            "MatMul",
            graph.reshape(weights, shape.batch(), shape.groups(), rows, shape.keys()),
            value);
    String heads =
        graph.reshape(sums, shape.batch(), shape.heads(), shape.queries(), shape.value());
    graph.output(0, shape.flat() ? flat(heads) : heads);
  }

  private void give(int output, String value) {
    if (!context.node().output(output).isEmpty()) {
      graph.output(output, value);
    }
  }

  private String all(String scores) {
    return graph.reshape(scores, shape.batch(), shape.heads(), shape.queries(), shape.keys());
  }

  private String flat(String heads) {
    String behind = graph.transpose(heads, 0, 2, 1, 3);
    return graph.reshape(behind, shape.batch(), shape.queries(), shape.heads() * shape.value());
  }

  /** An input as {@code [batch, heads, positions, length]}. */
  private String apart(String x, int heads, int length) {
    if (!shape.flat()) {
      return x;
    }
    return graph.transpose(graph.reshape(x, shape.batch(), -1, heads, length), 0, 2, 1, 3);
  }

  /** Keys or values behind cached ones. */
  private String joined(int input, int length) {
    String now = apart(graph.input(input), shape.groups(), length);
    return shape.past() == 0
        ? now
        : graph.add(
            "Concat", Replacement.integer("axis", 2), graph.input(PAST_KEY + input - 1), now);
  }

  private String capped(String scores) {
    double cap = context.attributes().floatValue("softcap", 0);
    if (!(cap > 0)) {
      return scores;
    }
    String part = graph.add("Mul", scores, graph.constant(1 / cap));
    return graph.add("Mul", graph.add("Tanh", part), graph.constant(cap));
  }

  /** What adds to every score, row by row. */
  private double[] bias() throws OperatorException {
    List<Optional<FloatTensor>> inputs = new ArrayList<>();
    for (int i = 0; i < context.inputCount(); i++) {
      boolean needed =
          (i == VALID && context.hasInput(i)) || (i == MASK && context.hasInput(i) && !isAdded());
      Args.require(
          !needed || context.constant(i).isPresent(),
          "a mask that is not constant cannot be proven: " + Args.BIND);
      inputs.add(needed ? context.constant(i) : Optional.empty());
    }
    AttentionMask mask = new AttentionMask(context, NodeInputs.of(inputs), shape);
    int keys = shape.keys();
    double[] out = new double[shape.batch() * shape.heads() * shape.queries() * keys];
    for (int i = 0; i < out.length; i++) {
      int row = i / keys;
      int head = row / shape.queries();
      out[i] = mask.at(head / shape.heads(), head % shape.heads(), row % shape.queries(), i % keys);
    }
    return out;
  }

  /** Whether the mask is computed, and adds to the scores as it is. */
  private boolean isAdded() {
    boolean computed = context.hasInput(MASK) && context.constant(MASK).isEmpty();
    TensorShape mask = computed ? context.inputShape(MASK) : TensorShape.scalar();
    return computed
        && context.inputType(MASK).isFloat()
        && mask.dim(mask.rank() - 1) == shape.keys();
  }

  private static boolean isHidden(double bias) {
    return bias == Double.NEGATIVE_INFINITY;
  }

  private static boolean seesAll(double[] bias) {
    return Arrays.stream(bias).noneMatch(AttentionNodes::isHidden);
  }

  /** Scores with bias; those of hidden keys are that of the row's first key that is seen. */
  private String masked(String scores, double[] bias) {
    double[] finite = new double[bias.length];
    double[] places = new double[bias.length];
    boolean biased = false;
    for (int i = 0; i < bias.length; i++) {
      int at = isHidden(bias[i]) ? firstSeen(bias, i / shape.keys()) : i;
      places[i] = at;
      finite[i] = isHidden(bias[i]) ? 0 : bias[i];
      biased |= finite[i] != 0;
    }
    TensorShape dims = scores();
    String given = isAdded() ? graph.add("Add", scores, graph.input(MASK)) : scores;
    String sum =
        biased ? graph.add("Add", given, graph.constant(FloatTensor.of(dims, finite))) : given;
    return seesAll(bias) ? sum : picked(graph.reshape(sum, -1), places);
  }

  private TensorShape scores() {
    return TensorShape.of(shape.batch(), shape.heads(), shape.queries(), shape.keys());
  }

  private int firstSeen(double[] bias, int row) {
    int k = row * shape.keys();
    while (isHidden(bias[k])) {
      k++;
    }
    return k;
  }

  /** The rows that see no key; they are made to see all, so that there is a softmax. */
  private boolean[] blind(double[] bias) {
    int keys = shape.keys();
    boolean[] blind = new boolean[bias.length / keys];
    for (int row = 0; row < blind.length; row++) {
      double[] own = Arrays.copyOfRange(bias, row * keys, (row + 1) * keys);
      blind[row] = Arrays.stream(own).allMatch(AttentionNodes::isHidden);
      if (blind[row]) {
        Arrays.fill(bias, row * keys, (row + 1) * keys, 0);
      }
    }
    return blind;
  }

  /** Weights that are 0 in rows that see no key. */
  private String seeing(String weights, boolean[] blind) {
    boolean any = false;
    boolean[] hidden = new boolean[blind.length * shape.keys()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = blind[i / shape.keys()];
      any |= hidden[i];
    }
    return any ? withZeros(weights, hidden) : weights;
  }

  /** Scores that are 0 in some places. */
  private String withZeros(String values, boolean[] zero) {
    String none = graph.constant(FloatTensor.vector(new double[1]));
    double[] places = new double[zero.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = zero[i] ? zero.length : i;
    }
    String list = graph.reshape(values, -1);
    return picked(graph.add("Concat", Replacement.integer("axis", 0), list, none), places);
  }

  /** Entries of a list, as scores. */
  private String picked(String list, double[] places) {
    return graph.add("Gather", list, graph.constant(FloatTensor.of(scores(), places)));
  }

  /** Weights by softmax, 0 for hidden keys. */
  private String weights(String masked, double[] bias) {
    if (seesAll(bias)) {
      return graph.add("Softmax", LAST_AXIS, masked);
    }
    List<Integer> last = List.of(3);
    String shifted = graph.add("Sub", masked, graph.reduce("ReduceMax", masked, last));
    boolean[] hidden = new boolean[bias.length];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = isHidden(bias[i]);
    }
    String seen = withZeros(graph.add("Exp", shifted), hidden);
    return graph.add("Div", seen, graph.reduce("ReduceSum", seen, last));
  }
}
