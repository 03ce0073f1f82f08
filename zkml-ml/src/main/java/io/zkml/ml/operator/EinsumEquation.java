package io.zkml.ml.operator;

import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The equation of an {@link Einsum} node with the sizes of its axes. An axis is named by a letter;
 * those that an ellipsis stands for, from the last to the first, by {@code 0}, {@code 1} and so on.
 */
final class EinsumEquation {
  /** Products that are added up, at most. */
  private static final long MAX_TERMS = 1L << 31;

  private final List<TensorShape> shapes = new ArrayList<>();
  private final List<List<Character>> terms = new ArrayList<>();
  private final Map<Character, Integer> sizes = new TreeMap<>();
  private final List<Character> output;
  private final List<Character> axes;

  private EinsumEquation(NodeContext context) throws OperatorException {
    String text = context.attributes().stringValue("equation", "").replace(" ", "");
    String[] sides = text.split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    Args.require(
        sides.length <= 2 && inputs.length == context.inputCount(),
        "equation '" + text + "' for " + context.inputCount() + " inputs");
    for (int i = 0; i < inputs.length; i++) {
      Args.require(context.hasInput(i), "input " + i + " is left out");
      shapes.add(context.inputShape(i));
      addTerm(inputs[i], context.inputShape(i));
    }
    output = sides.length == 2 ? named(sides[1], ellipsisRank()) : implicitOutput();
    Args.require(
        sizes.keySet().containsAll(output) && output.stream().distinct().count() == output.size(),
        "the output of equation '" + text + "'");
    axes = new ArrayList<>(output);
    sizes.keySet().stream().filter(name -> !output.contains(name)).forEach(axes::add);
    Args.require(allAxes().elements() < MAX_TERMS, "an equation of too many products");
  }

  static EinsumEquation of(NodeContext context) throws OperatorException {
    return new EinsumEquation(context);
  }

  private void addTerm(String text, TensorShape shape) throws OperatorException {
    int letters = text.replace("...", "").length();
    int hidden = text.contains("...") ? shape.rank() - letters : 0;
    Args.require(
        hidden >= 0 && letters + hidden == shape.rank(),
        "term '" + text + "' for a tensor of shape " + shape);
    List<Character> names = named(text, hidden);
    for (int axis = 0; axis < names.size(); axis++) {
      char name = names.get(axis);
      int before = sizes.getOrDefault(name, 1);
      int size = shape.dim(axis);
      Args.require(before == size || before == 1 || size == 1, "axis '" + name + "' differs");
      sizes.put(name, before == 1 ? size : before);
    }
    terms.add(names);
  }

  /** Names of axes, an ellipsis being {@code hidden} of them. */
  private static List<Character> named(String text, int hidden) throws OperatorException {
    int ellipsis = text.indexOf("...");
    List<Character> names = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      if (i == ellipsis) {
        for (int k = hidden - 1; k >= 0; k--) {
          names.add((char) ('0' + k));
        }
        i += 2;
      } else {
        char c = text.charAt(i);
        Args.require((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'), "term '" + text + "'");
        names.add(c);
      }
    }
    return names;
  }

  private int ellipsisRank() {
    return (int) sizes.keySet().stream().filter(name -> name < 'A').count();
  }

  /** The ellipsis, and then every letter that stands once, in alphabetical order. */
  private List<Character> implicitOutput() throws OperatorException {
    Map<Character, Long> counts =
        terms.stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
    List<Character> names = new ArrayList<>(named("...", ellipsisRank()));
    sizes.keySet().stream()
        .filter(name -> name >= 'A' && counts.getOrDefault(name, 0L) == 1)
        .forEach(names::add);
    return names;
  }

  TensorShape outputShape() {
    return shape(output);
  }

  /** The axes of the output, then those that are summed over. */
  TensorShape allAxes() {
    return shape(axes);
  }

  private TensorShape shape(List<Character> names) {
    return TensorShape.of(names.stream().mapToInt(name -> sizes.getOrDefault(name, 1)).toArray());
  }

  /** Strides of an input along all axes; the same letter twice walks a diagonal. */
  int[] strides(int input) {
    TensorShape shape = shapes.get(input);
    int[] own = shape.strides();
    int[] strides = new int[axes.size()];
    Arrays.setAll(
        strides,
        axis -> {
          int stride = 0;
          for (int i = 0; i < own.length; i++) {
            boolean same = terms.get(input).get(i).equals(axes.get(axis));
            stride += same && shape.dim(i) > 1 ? own[i] : 0;
          }
          return stride;
        });
    return strides;
  }

  /** Names of an input's axes. */
  List<Character> term(int input) {
    return List.copyOf(terms.get(input));
  }

  /** Names of the output's axes. */
  List<Character> output() {
    return List.copyOf(output);
  }

  /** Length of an axis. */
  int size(char name) {
    return sizes.getOrDefault(name, 1);
  }
}
