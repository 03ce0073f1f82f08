package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer as nodes, step by step. The products of all steps' inputs are one; each step
 * adds those of the state. Rows of values are sequences: {@code [batch, ...]}.
 */
final class RecurrentExpansion {
  private static final int BIAS = 3;
  private static final int LENGTHS = 4;
  private static final int INITIAL_H = 5;
  private static final int INITIAL_C = 6;
  private static final Attributes TRANSPOSED = Replacement.integer("transB", 1);

  private final NodeContext context;
  private final Replacement graph;
  private final RecurrentShape shape;
  private final int gates;
  private final int apart;

  private RecurrentExpansion(
      NodeContext context, Replacement graph, RecurrentShape shape, int gates, int apart) {
    this.context = context;
    this.graph = graph;
    this.shape = shape;
    this.gates = gates;
    this.apart = apart * shape.hidden();
  }

  /**
   * A state.
   *
   * @param h the output; null for zeros
   * @param c the cell state; null for zeros
   */
  record State(@Nullable String h, @Nullable String c) {

    /** This state in the sequences that a condition names, another one in the others. */
    State where(Replacement graph, String condition, State other) {
      return new State(chosen(graph, condition, h, other.h), chosen(graph, condition, c, other.c));
    }

    private static @Nullable String chosen(
        Replacement graph, String condition, @Nullable String then, @Nullable String otherwise) {
      if (then == null) {
        return null;
      }
      String rest = otherwise == null ? graph.constant(0) : otherwise;
      return graph.add("Where", condition, then, rest);
    }
  }

  /** A cell of one direction. */
  interface Cell {
    /** Adds the nodes of one step. */
    State step(Step step, State before) throws OperatorException;
  }

  /** Makes the cell of a direction. */
  interface Cells {
    /** The cell of a direction by its index. */
    Cell of(int direction) throws OperatorException;
  }

  /**
   * Adds a layer's nodes.
   *
   * @param apart the gates from here on keep their products with the state apart
   */
  static boolean expand(
      NodeContext context,
      Replacement graph,
      RecurrentShape shape,
      int gates,
      int apart,
      Cells cells)
      throws OperatorException {
    new RecurrentExpansion(context, graph, shape, gates, apart).run(cells);
    return true;
  }

  private void run(Cells cells) throws OperatorException {
    Args.require(shape.steps() > 0 && shape.batch() > 0, "no steps, or no sequences");
    int directions = shape.directions();
    State[][] states = new State[shape.steps()][directions];
    State[] last = new State[directions];
    for (int d = 0; d < directions; d++) {
      Weights weights = weights(d);
      Cell cell = cells.of(d);
      last[d] = new State(initial(INITIAL_H, d), initial(INITIAL_C, d));
      for (int i = 0; i < shape.steps(); i++) {
        int t = shape.isReverse(d) ? shape.steps() - 1 - i : i;
        State next = cell.step(new Step(weights, t), last[d]);
        String within = within(t);
        last[d] = within == null ? next : next.where(graph, within, last[d]);
        states[t][d] = within == null ? next : next.where(graph, within, new State(null, null));
      }
    }
    Stream<String> all = Arrays.stream(states).flatMap(Arrays::stream).map(State::h);
    join(0, all.toArray(String[]::new), shape.steps(), directions);
    join(1, Arrays.stream(last).map(State::h).toArray(String[]::new), directions);
    join(2, Arrays.stream(last).map(State::c).toArray(String[]::new), directions);
  }

  /** Which sequences reach a step, {@code [batch, 1]}; null if all do. */
  private @Nullable String within(int step) throws OperatorException {
    if (!context.hasInput(LENGTHS)) {
      return null;
    }
    String at = graph.constant(FloatTensor.scalar(step).withType(context.inputType(LENGTHS)));
    FloatTensor lengths = context.constant(LENGTHS).orElse(null);
    if (lengths == null) {
      return graph.add("Less", at, graph.reshape(graph.input(LENGTHS), shape.batch(), 1));
    }
    double[] reach = new double[shape.batch()];
    Arrays.setAll(reach, i -> lengths.get(i) > step ? 1 : 0);
    boolean all = Arrays.stream(reach).allMatch(bit -> bit == 1);
    FloatTensor bits = FloatTensor.of(TensorShape.of(reach.length, 1), reach);
    return all ? null : graph.constant(bits.withType(DataType.BOOL));
  }

  /** Makes rows an output, of the axes in front (steps, directions) before those of a row. */
  private void join(int output, String[] rows, int... front) {
    if (context.node().output(output).isEmpty()) {
      return;
    }
    int[] dims = new int[front.length + 2];
    System.arraycopy(front, 0, dims, 0, front.length);
    dims[front.length] = shape.batch();
    dims[front.length + 1] = shape.hidden();
    Attributes axis = Replacement.integer("axis", 0);
    String joined = rows.length == 1 ? rows[0] : graph.add("Concat", axis, rows);
    String shaped = graph.reshape(joined, dims);
    graph.output(output, shape.batchFirst() ? batchToFront(shaped, front.length) : shaped);
  }

  private String batchToFront(String value, int front) {
    return front == 1 ? graph.transpose(value, 1, 0, 2) : graph.transpose(value, 2, 0, 1, 3);
  }

  /** A state that is given, {@code [batch, hidden]}. */
  private @Nullable String initial(int input, int direction) {
    boolean zeros =
        context
            .constant(input)
            .map(tensor -> Arrays.stream(tensor.data()).allMatch(x -> x == 0))
            .orElse(!context.hasInput(input));
    if (zeros) {
      return null;
    }
    int axis = shape.batchFirst() ? 1 : 0;
    String own = graph.slice(graph.input(input), axis, direction, direction + 1);
    return graph.reshape(own, shape.batch(), shape.hidden());
  }

  /**
   * What the steps of a direction share.
   *
   * @param inputs products of the inputs, with all bias but that of rows apart; {@code [steps,
   *     batch, rows]}, or the batch first
   * @param recurrent {@code [rows, hidden]}
   * @param recurrentBias {@code [rows]}; null for none
   */
  private record Weights(String inputs, String recurrent, @Nullable String recurrentBias) {}

  private Weights weights(int d) {
    int rows = gates * shape.hidden();
    String x = graph.reshape(graph.input(0), shape.steps() * shape.batch(), shape.input());
    String w = graph.reshape(graph.slice(graph.input(1), 0, d, d + 1), rows, shape.input());
    String r = graph.reshape(graph.slice(graph.input(2), 0, d, d + 1), rows, shape.hidden());
    String recurrentBias = null;
    String product;
    if (context.hasInput(BIAS)) {
      String both = graph.reshape(graph.slice(graph.input(BIAS), 0, d, d + 1), 2 * rows);
      recurrentBias = graph.slice(both, 0, rows, 2 * rows);
      String bias = graph.add("Add", graph.slice(both, 0, 0, rows), joined(recurrentBias, rows));
      product = graph.add("Gemm", TRANSPOSED, x, w, bias);
    } else {
      product = graph.add("Gemm", TRANSPOSED, x, w);
    }
    int first = shape.batchFirst() ? shape.batch() : shape.steps();
    int second = shape.batchFirst() ? shape.steps() : shape.batch();
    return new Weights(graph.reshape(product, first, second, rows), r, recurrentBias);
  }

  /** The recurrent bias that adds to the input's, 0 in rows apart. */
  private String joined(String recurrentBias, int rows) {
    if (apart == rows) {
      return recurrentBias;
    }
    double[] mask = new double[rows];
    Arrays.fill(mask, 0, apart, 1);
    return graph.add("Mul", recurrentBias, graph.constant(FloatTensor.vector(mask)));
  }

  /** One step of a direction. */
  final class Step {
    private final Weights weights;
    private final int time;

    private Step(Weights weights, int time) {
      this.weights = weights;
      this.time = time;
    }

    /** The graph. */
    Replacement graph() {
      return graph;
    }

    /** Products with the input, with bias, of rows {@code from} to {@code to}. */
    String input(int from, int to) {
      int axis = shape.batchFirst() ? 1 : 0;
      String own = graph.slice(weights.inputs(), axis, time, time + 1);
      return graph.reshape(graph.slice(own, 2, from, to), shape.batch(), to - from);
    }

    /** Products with the input and a state, of rows {@code from} to {@code to}. */
    String gates(@Nullable String h, int from, int to) {
      String input = input(from, to);
      return h == null ? input : graph.add("Gemm", TRANSPOSED, h, rows(from, to), input);
    }

    /** Products with a state, with bias, of rows apart; null for zeros. */
    @Nullable String recurrent(@Nullable String h, int from, int to) {
      String all = weights.recurrentBias();
      String bias = all == null ? null : graph.slice(all, 0, from, to);
      if (h == null) {
        return bias;
      }
      return bias == null
          ? graph.add("Gemm", TRANSPOSED, h, rows(from, to))
          : graph.add("Gemm", TRANSPOSED, h, rows(from, to), bias);
    }

    private String rows(int from, int to) {
      return graph.slice(weights.recurrent(), 0, from, to);
    }

    /** Columns of a value. */
    String columns(String value, int from, int to) {
      return graph.slice(value, 1, from, to);
    }
  }
}
