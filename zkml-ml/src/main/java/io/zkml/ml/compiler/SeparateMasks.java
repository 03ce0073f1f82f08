package io.zkml.ml.compiler;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Graph;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UniqueNames;
import io.zkml.ml.graph.UnsupportedModelException;
import io.zkml.ml.onnx.DataType;
import io.zkml.ml.operator.MaskedSoftmax;
import io.zkml.ml.operator.Replacement;
import io.zkml.ml.operator.ShapeInference;
import io.zkml.ml.operator.ShapedGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes masks out of the scores of a {@code Softmax}. Exporters hide scores by adding minus
 * infinity, {@code -3.4e38}, {@code -1e9} or {@code -1e4}, or by putting such numbers in their
 * place; no grid holds these next to scores.
 */
public final class SeparateMasks implements GraphPass {

  /** From here on, a number added to a score hides it: its power is 0. */
  private static final double HIDES = -1e4;

  /** Operators that leave bits what they are. */
  private static final Set<String> KEEPS =
      Set.of("Cast", "Unsqueeze", "Reshape", "Expand", "Slice");

  private static final Attributes TO_BOOL = Replacement.integer("to", DataType.BOOL.code());

  SeparateMasks() {}

  @Override
  public String name() {
    return "separate masks";
  }

  @Override
  public Graph apply(Graph graph) throws UnsupportedModelException {
    if (graph.nodes().stream().noneMatch(node -> node.is("Softmax"))) {
      return graph;
    }
    Rewriting rewriting = new Rewriting(ShapeInference.infer(graph));
    graph.nodes().forEach(rewriting::visit);
    return graph.with(rewriting.nodes, rewriting.initializers);
  }

  /** Scores without their mask, and the value that says where they are hidden. */
  private record Masked(String scores, String hidden) {}

  /** One run of the pass. */
  private static final class Rewriting {
    private final ShapedGraph shaped;
    private final Graph graph;
    private final UniqueNames values;
    private final UniqueNames names = new UniqueNames();
    private final Map<String, FloatTensor> initializers;
    private final List<Node> nodes = new ArrayList<>();

    Rewriting(ShapedGraph shaped) {
      this.shaped = shaped;
      this.graph = shaped.graph();
      this.values = UniqueNames.ofValues(graph);
      this.initializers = new LinkedHashMap<>(graph.initializers());
      graph.nodes().forEach(node -> names.claim(node.name()));
    }

    void visit(Node node) {
      Node before = graph.producer(behindCasts(node.input(0))).orElse(null);
      Masked masked = node.is("Softmax") && before != null ? masked(node, before) : null;
      nodes.add(masked == null ? node : MaskedSoftmax.of(node, masked.scores(), masked.hidden()));
    }

    /** Conversions between types of real numbers change nothing here. */
    private String behindCasts(String value) {
      Node node = graph.producer(value).orElse(null);
      return node != null
              && node.is("Cast")
              && shaped.type(value).isFloat()
              && shaped.type(node.input(0)).isFloat()
          ? behindCasts(node.input(0))
          : value;
    }

    private @Nullable Masked masked(Node softmax, Node before) {
      if (before.is("Where")) {
        return replaced(softmax, before);
      }
      if (!before.is("Add")) {
        return null;
      }
      Masked first = added(softmax, before.input(0), before.input(1));
      return first == null ? added(softmax, before.input(1), before.input(0)) : first;
    }

    /** Scores of which some are replaced. */
    private @Nullable Masked replaced(Node softmax, Node where) {
      boolean hidesIfTrue = isHuge(where.input(1));
      String scores = where.input(hidesIfTrue ? 2 : 1);
      if (!(hidesIfTrue || isHuge(where.input(2))) || !isWhole(softmax, scores)) {
        return null;
      }
      return masked(softmax, scores, hidden(where, hidesIfTrue));
    }

    private String hidden(Node where, boolean hidesIfTrue) {
      String condition = where.input(0);
      return hidesIfTrue ? condition : bits("Not", Attributes.none(), v -> v == 0, condition);
    }

    private @Nullable Masked masked(Node softmax, String scores, String hidden) {
      FloatTensor constant = initializers.get(hidden);
      boolean leaves =
          constant == null || MaskedSoftmax.leavesScores(shaped.context(softmax), constant);
      return leaves ? new Masked(scores, hidden) : null;
    }

    /** Scores to which a mask is added. */
    private @Nullable Masked added(Node softmax, String scores, String mask) {
      if (!isWhole(softmax, scores)) {
        return null;
      }
      FloatTensor constant = shaped.constant(mask).orElse(null);
      if (constant != null) {
        return hides(constant) ? constant(softmax, scores, constant) : null;
      }
      Node before = graph.producer(mask).orElse(null);
      if (before != null && before.is("Where")) {
        boolean hidesIfTrue = isHuge(before.input(1));
        return hidesIfTrue || isHuge(before.input(2))
            ? chosen(softmax, scores, before, hidesIfTrue)
            : null;
      }
      if (before != null && before.is("Mul")) {
        int huge = isHuge(before.input(1)) ? 1 : 0;
        String bits = before.input(1 - huge);
        return isHuge(before.input(huge)) && isOneLessBits(bits)
            ? masked(softmax, scores, bits("Cast", TO_BOOL, v -> v != 0, bits))
            : null;
      }
      return null;
    }

    private @Nullable Masked constant(Node softmax, String scores, FloatTensor mask) {
      String hidden = initializer(mapped(mask, v -> v <= HIDES ? 1 : 0, DataType.BOOL));
      FloatTensor rest = mapped(mask, v -> v <= HIDES ? 0 : v, DataType.FLOAT);
      return masked(softmax, sum(scores, initializer(rest)), hidden);
    }

    private @Nullable Masked chosen(Node softmax, String scores, Node where, boolean hidesIfTrue) {
      String other = where.input(hidesIfTrue ? 2 : 1);
      String zero = initializer(FloatTensor.scalar(0));
      List<String> choice =
          hidesIfTrue ? List.of(where.input(0), zero, other) : List.of(where.input(0), other, zero);
      boolean nothing = shaped.constant(other).filter(c -> all(c, v -> v == 0)).isPresent();
      String rest = nothing ? zero : node("Where", Attributes.none(), choice);
      return masked(softmax, sum(scores, rest), hidden(where, hidesIfTrue));
    }

    private String sum(String scores, String rest) {
      FloatTensor constant = initializers.get(rest);
      return constant != null && all(constant, v -> v == 0)
          ? scores
          : node("Add", Attributes.none(), List.of(scores, rest));
    }

    /** Whether a value has the shape of the scores: the mask then broadcasts to it. */
    private boolean isWhole(Node softmax, String scores) {
      return shaped.constant(scores).isEmpty()
          && shaped.shape(scores).equals(shaped.shape(softmax.input(0)));
    }

    private boolean isHuge(String value) {
      return shaped.constant(value).filter(c -> all(c, v -> v <= HIDES)).isPresent();
    }

    private static boolean hides(FloatTensor mask) {
      return Arrays.stream(mask.data()).anyMatch(v -> v <= HIDES)
          && all(mask, v -> v <= HIDES || Double.isFinite(v));
    }

    /** Whether a value is 1 less bits that were integers or booleans. */
    private boolean isOneLessBits(String value) {
      Optional<Node> sub = graph.producer(value).filter(node -> node.is("Sub"));
      return sub.flatMap(node -> shaped.constant(node.input(0)))
              .filter(c -> all(c, v -> v == 1))
              .isPresent()
          && isOfIntegers(sub.get().input(1));
    }

    private boolean isOfIntegers(String value) {
      String at = value;
      while (shaped.type(at).isFloat()) {
        Node node = graph.producer(at).orElse(null);
        if (node == null || !node.domain().isEmpty() || !KEEPS.contains(node.operator())) {
          return false;
        }
        at = node.input(0);
      }
      return true;
    }

    private static boolean all(FloatTensor tensor, DoublePredicate test) {
      return tensor.size() > 0 && Arrays.stream(tensor.data()).allMatch(test);
    }

    private static FloatTensor mapped(
        FloatTensor tensor, DoubleUnaryOperator function, DataType type) {
      return FloatTensor.of(tensor.shape(), Arrays.stream(tensor.data()).map(function).toArray())
          .withType(type);
    }

    private String initializer(FloatTensor tensor) {
      String name = values.claim("mask");
      initializers.put(name, tensor);
      return name;
    }

    /** A node that makes booleans, or the constant that it makes. */
    private String bits(String operator, Attributes attributes, DoublePredicate test, String x) {
      FloatTensor constant = shaped.constant(x).orElse(null);
      return constant == null
          ? node(operator, attributes, List.of(x))
          : initializer(mapped(constant, v -> test.test(v) ? 1 : 0, DataType.BOOL));
    }

    private String node(String operator, Attributes attributes, List<String> inputs) {
      String output = values.claim(inputs.getFirst() + ".masked");
      String name = names.claim(operator + " of a mask");
      int opset = Replacement.OPSET;
      nodes.add(new Node(name, operator, "", opset, inputs, List.of(output), attributes));
      return output;
    }
  }
}
