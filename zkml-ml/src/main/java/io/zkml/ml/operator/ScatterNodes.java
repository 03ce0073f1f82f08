package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.onnx.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scattering that reduces, as one node: the operands are the data and, for the first, second, ...
 * update of every place, a gather of all these.
 */
final class ScatterNodes {
  /** Updates that meet in one place. */
  private static final int MAX_MEETING = 128;

  private ScatterNodes() {}

  /**
   * Adds the nodes.
   *
   * @param places for every update the place in the data that it joins
   */
  static boolean expand(NodeContext context, Replacement graph, int[] places)
      throws OperatorException {
    String reduction = context.attributes().stringValue("reduction", "none");
    int size = Math.toIntExact(context.inputShape(0).elements());
    int[] met = new int[size];
    int[] turn = new int[places.length];
    for (int i = 0; i < places.length; i++) {
      turn[i] = met[places[i]]++;
    }
    int rounds = Arrays.stream(met).max().orElse(0);
    Args.require(
        rounds <= MAX_MEETING,
        "more than " + MAX_MEETING + " updates meet in one place; scatter them in several steps");
    boolean selects = reduction.equals("min") || reduction.equals("max");
    String data = graph.reshape(graph.input(0), -1);
    String updates = graph.reshape(graph.input(2), -1);
    double[] neutral = {reduction.equals("mul") ? 1 : 0};
    String rest =
        selects ? data : graph.constant(FloatTensor.vector(neutral).withType(context.inputType(0)));
    String list = graph.add("Concat", Replacement.integer("axis", 0), updates, rest);
    List<String> operands = new ArrayList<>(List.of(data));
    for (int round = 0; round < rounds; round++) {
      double[] from = new double[size];
      Arrays.setAll(from, place -> places.length + (selects ? place : 0));
      for (int i = 0; i < places.length; i++) {
        from[places[i]] = turn[i] == round ? i : from[places[i]];
      }
      FloatTensor indices = FloatTensor.vector(from).withType(DataType.INT64);
      operands.add(graph.add("Gather", Attributes.none(), list, graph.constant(indices)));
    }
    String joined = joined(graph, reduction, operands);
    graph.output(0, graph.reshape(joined, context.outputShape(0).toArray()));
    return true;
  }

  private static String joined(Replacement graph, String reduction, List<String> operands) {
    return switch (reduction) {
      case "add" -> graph.add("Sum", operands.toArray(String[]::new));
      case "min" -> graph.add("Min", operands.toArray(String[]::new));
      case "max" -> graph.add("Max", operands.toArray(String[]::new));
      default -> {
        String product = operands.getFirst();
        for (String factor : operands.subList(1, operands.size())) {
          product = graph.add("Mul", product, factor);
        }
        yield product;
      }
    };
  }
}
