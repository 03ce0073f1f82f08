package io.zkml.ml.operator;

import io.zkml.ml.graph.Attribute;
import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.Node;
import io.zkml.ml.graph.UniqueNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes the nodes that replace a node, with names of its own for them and their values. Nodes are
 * of {@link #OPSET}, whatever the model's version. Not thread-safe.
 */
public final class Replacement {

  /** Version of the operator set of added nodes. */
  public static final int OPSET = 21;

  private final Node node;
  private final UniqueNames values;
  private final UniqueNames nodeNames;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, FloatTensor> constants = new LinkedHashMap<>();
  private final Map<String, String> lists = new HashMap<>();

  /** Added values that have become outputs: their names since then. */
  private final Map<String, String> renamed = new HashMap<>();

  /**
   * An expansion of a node.
   *
   * @param values names that values of the graph have
   * @param nodeNames names that nodes of the graph have
   */
  public Replacement(Node node, UniqueNames values, UniqueNames nodeNames) {
    this.node = node;
    this.values = values;
    this.nodeNames = nodeNames;
  }

  /** Name of an input of the replaced node. */
  public String input(int index) {
    return node.input(index);
  }

  /** Adds a constant; returns its name. */
  public String constant(FloatTensor tensor) {
    String name = values.claim(node.output(0) + ".constant");
    constants.put(name, tensor);
    return name;
  }

  /** Adds a constant number; returns its name. */
  public String constant(double number) {
    return constant(FloatTensor.scalar(number));
  }

  /** Adds a node with one output; returns that value's name. */
  public String add(String operator, String... inputs) {
    return add(operator, Attributes.none(), inputs);
  }

  /** Adds a node with attributes and one output; returns that value's name. */
  public String add(String operator, Attributes attributes, String... inputs) {
    String value = values.claim(node.output(0) + "." + operator.toLowerCase(Locale.ROOT));
    List<String> operands = Stream.of(inputs).map(this::resolved).toList();
    addNode(operator, attributes, operands, List.of(value));
    return value;
  }

  /** Adds a reduction over axes that stay with length 1; returns its result's name. */
  public String reduce(String operator, String input, List<Integer> axes) {
    return add(operator, input, ints(axes.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Adds a value's entries from {@code from} to before {@code to} along an axis. */
  public String slice(String input, int axis, int from, int to) {
    return add("Slice", input, ints(from), ints(to), ints(axis));
  }

  /** Adds a value under another shape. */
  public String reshape(String input, int... dims) {
    return add("Reshape", input, ints(dims));
  }

  /** Adds a value with its axes in another order. */
  public String transpose(String input, long... order) {
    List<Long> axes = Arrays.stream(order).boxed().toList();
    return add("Transpose", Attributes.of(Map.of("perm", new Attribute.IntsValue(axes))), input);
  }

  /** Adds a constant list of integers, or finds it. */
  private String ints(int... numbers) {
    return lists.computeIfAbsent(
        Arrays.toString(numbers), _ -> constant(FloatTensor.vector(numbers)));
  }

  /** Makes an added value, or an input, an output of the replaced node. */
  public void output(int index, String value) {
    String name = node.output(index);
    for (int i = 0; i < nodes.size(); i++) {
      Node made = nodes.get(i);
      if (made.outputs().equals(List.of(value))) {
        nodes.set(i, made.withOutputs(List.of(name)));
        renamed.put(value, name);
        renameInputs(value, name);
        return;
      }
    }
    addNode("Identity", Attributes.none(), List.of(resolved(value)), List.of(name));
  }

  private String resolved(String value) {
    return renamed.getOrDefault(value, value);
  }

  private void renameInputs(String from, String to) {
    nodes.replaceAll(
        n -> n.withInputs(n.inputs().stream().map(i -> i.equals(from) ? to : i).toList()));
  }

  /** A name for a value of {@link #addNode}. */
  public String claim(String what) {
    return values.claim(node.name() + "." + what);
  }

  private void addNode(
      String operator, Attributes attributes, List<String> inputs, List<String> outputs) {
    addNode("", operator, attributes, inputs, outputs);
  }

  /** Adds a node of any domain whose outputs have claimed names, or names of the node's outputs. */
  public void addNode(
      String domain,
      String operator,
      Attributes attributes,
      List<String> inputs,
      List<String> outputs) {
    String name = nodeNames.claim(node.name() + "." + operator);
    nodes.add(new Node(name, operator, domain, OPSET, inputs, outputs, attributes));
  }

  /** An attribute list of one integer. */
  public static Attributes integer(String name, long value) {
    return Attributes.of(Map.of(name, new Attribute.IntValue(value)));
  }

  /** The nodes that replace the node, in order. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The constants that they read. */
  public Map<String, FloatTensor> constants() {
    return new LinkedHashMap<>(constants);
  }
}
