package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.Arrays;
import java.util.List;

/** Nodes that lay the taps of windows side by side. */
final class WindowNodes {

  private WindowNodes() {}

  /**
   * For every output position and tap the input position, within a plane; -1 in the padding.
   *
   * @return {@code [outputs, taps]}
   */
  static int[] positions(List<WindowAxis> axes) {
    int rank = axes.size();
    int[] dims = new int[2 * rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = axes.get(i).output();
      dims[i + rank] = axes.get(i).kernel();
    }
    TensorShape shape = TensorShape.of(dims);
    int[] out = new int[Math.toIntExact(shape.elements())];
    Positions at = new Positions(shape);
    while (at.next()) {
      int from = 0;
      boolean inside = true;
      for (int i = 0; i < rank; i++) {
        int position = axes.get(i).position(at.at(i), at.at(i + rank));
        inside &= position >= 0 && position < axes.get(i).input();
        from = from * axes.get(i).input() + position;
      }
      out[at.index()] = inside ? from : -1;
    }
    return out;
  }

  /** Number of taps of a window. */
  static int taps(List<WindowAxis> axes) {
    return axes.stream().mapToInt(WindowAxis::kernel).reduce(1, Math::multiplyExact);
  }

  /**
   * Adds the taps of every window, 0 in the padding.
   *
   * @param x of this shape, {@code [N, C, spatial...]}
   * @return {@code [N C, outputs taps]}
   */
  static String unfolded(Replacement graph, String x, TensorShape shape, List<WindowAxis> axes) {
    int planes = shape.dim(0) * shape.dim(1);
    int plane = Math.toIntExact(shape.elements(2, shape.rank()));
    int[] positions = positions(axes);
    for (int i = 0; i < positions.length; i++) {
      positions[i] = positions[i] < 0 ? plane : positions[i];
    }
    TensorShape column = TensorShape.of(planes, 1);
    String zeros = graph.constant(FloatTensor.of(column, new double[planes]));
    Attributes along = Replacement.integer("axis", 1);
    String rows = graph.add("Concat", along, graph.reshape(x, planes, plane), zeros);
    return graph.add("Gather", along, rows, graph.constant(FloatTensor.vector(positions)));
  }

  /**
   * Adds the maximum of every window, in the shape of a node's output. Taps in the padding are
   * replaced by others of their window.
   *
   * @throws OperatorException if a window lies in the padding as a whole
   */
  static String maximum(Replacement graph, NodeContext context, List<WindowAxis> axes)
      throws OperatorException {
    TensorShape shape = context.inputShape(0);
    int planes = shape.dim(0) * shape.dim(1);
    int plane = Math.toIntExact(shape.elements(2, shape.rank()));
    int[] positions = positions(axes);
    int taps = taps(axes);
    for (int i = 0; i < positions.length; i++) {
      int begin = i / taps * taps;
      int[] window = Arrays.copyOfRange(positions, begin, begin + taps);
      int any = Arrays.stream(window).max().orElse(-1);
      Args.require(any >= 0, "a window that lies in the padding");
      positions[i] = positions[i] < 0 ? any : positions[i];
    }
    String rows = graph.reshape(graph.input(0), planes, plane);
    String all =
        graph.add(
            "Gather",
            Replacement.integer("axis", 1),
            rows,
            graph.constant(FloatTensor.vector(positions)));
    String apart = graph.reshape(all, planes, positions.length / taps, taps);
    String largest = graph.reduce("ReduceMax", apart, List.of(2));
    return graph.reshape(largest, context.outputShape(0).toArray());
  }
}
