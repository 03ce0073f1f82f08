package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** {@link Einsum} as products of matrices: one factor after the other joins the product. */
final class EinsumNodes {
  private final NodeContext context;
  private final Replacement graph;
  private final EinsumEquation equation;

  EinsumNodes(NodeContext context, Replacement graph, EinsumEquation equation) {
    this.context = context;
    this.graph = graph;
    this.equation = equation;
  }

  /** A value with the names of its axes, each of which stands once. */
  private record Named(String value, List<Character> axes) {}

  /** Adds the nodes. */
  void add() {
    Named product = factor(0);
    for (int i = 1; i < context.inputCount(); i++) {
      product = joined(product, factor(i), i);
    }
    Named sum = summed(product, equation.output());
    graph.output(0, arranged(sum, equation.output()));
  }

  /** An input, repeated names taken as a diagonal, without axes of length 1 that repeat. */
  private Named factor(int input) {
    TensorShape shape = context.inputShape(input);
    List<Character> axes = new ArrayList<>();
    List<Character> term = equation.term(input);
    for (int i = 0; i < term.size(); i++) {
      boolean own = shape.dim(i) == equation.size(term.get(i));
      if (own && !axes.contains(term.get(i))) {
        axes.add(term.get(i));
      }
    }
    if (axes.size() == term.size()) {
      return new Named(graph.input(input), axes);
    }
    int[] strides = new int[axes.size()];
    for (int i = 0; i < term.size(); i++) {
      int at = axes.indexOf(term.get(i));
      if (at >= 0 && shape.dim(i) > 1) {
        strides[at] += shape.strides()[i];
      }
    }
    TensorShape own = shape(axes);
    int[] places = new int[Math.toIntExact(own.elements())];
    StridedWalk walk = new StridedWalk(own, strides);
    for (int i = 0; i < places.length; i++) {
      places[i] = walk.next();
    }
    String list = graph.reshape(graph.input(input), -1);
    String picked = graph.add("Gather", list, graph.constant(FloatTensor.vector(places)));
    return new Named(graph.reshape(picked, own.toArray()), axes);
  }

  private TensorShape shape(List<Character> axes) {
    return TensorShape.of(axes.stream().mapToInt(equation::size).toArray());
  }

  private int size(List<Character> axes) {
    return Math.toIntExact(shape(axes).elements());
  }

  /** The sum over the axes that are not kept. */
  private Named summed(Named x, List<Character> kept) {
    List<Character> left = new ArrayList<>(x.axes());
    left.retainAll(kept);
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < x.axes().size(); i++) {
      if (!kept.contains(x.axes().get(i))) {
        gone.add(i);
      }
    }
    if (gone.isEmpty()) {
      return x;
    }
    String sum = graph.reduce("ReduceSum", x.value(), gone);
    return new Named(graph.reshape(sum, shape(left).toArray()), left);
  }

  /** A value with its axes in another order. */
  private String arranged(Named x, List<Character> order) {
    if (x.axes().equals(order)) {
      return x.value();
    }
    return graph.transpose(
        x.value(), order.stream().mapToLong(name -> x.axes().indexOf(name)).toArray());
  }

  /** The product of two values, summed over the axes that nothing behind it names. */
  private Named joined(Named a, Named b, int last) {
    List<Character> later = new ArrayList<>(equation.output());
    for (int i = last + 1; i < context.inputCount(); i++) {
      later.addAll(equation.term(i));
    }
    List<Character> keptLeft = new ArrayList<>(later);
    keptLeft.addAll(b.axes());
    List<Character> keptRight = new ArrayList<>(later);
    keptRight.addAll(a.axes());
    Named x = summed(a, keptLeft);
    Named y = summed(b, keptRight);
    List<Character> batch = new ArrayList<>();
    List<Character> inner = new ArrayList<>();
    List<Character> rows = new ArrayList<>();
    for (char name : x.axes()) {
      List<Character> kind = !y.axes().contains(name) ? rows : later.contains(name) ? batch : inner;
      kind.add(name);
    }
    List<Character> columns = new ArrayList<>(y.axes());
    columns.removeAll(x.axes());
    String left =
        graph.reshape(
            arranged(x, concat(batch, rows, inner)), size(batch), size(rows), size(inner));
    String right =
        graph.reshape(
            arranged(y, concat(batch, inner, columns)), size(batch), size(inner), size(columns));
    List<Character> axes = concat(batch, rows, columns);
    String product = graph.add("MatMul", left, right);
    return new Named(graph.reshape(product, shape(axes).toArray()), axes);
  }

  @SafeVarargs
  private static List<Character> concat(List<Character>... parts) {
    List<Character> all = new ArrayList<>();
    for (List<Character> part : parts) {
      all.addAll(part);
    }
    return all;
  }
}
