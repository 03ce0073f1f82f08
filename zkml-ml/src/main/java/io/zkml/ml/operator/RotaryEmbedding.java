package io.zkml.ml.operator;

import io.zkml.ml.graph.Attributes;
import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.Arrays;
import java.util.List;

/**
 * {@code RotaryEmbedding}: turns pairs of numbers of every head by angles that belong to the
 * position. Pairs are halves of the head or, interleaved, neighbours. Input {@code [batch, heads,
 * positions, length]} or {@code [batch, positions, heads * length]}.
 */
public final class RotaryEmbedding implements Operator {
  private static final int POSITIONS = 3;

  RotaryEmbedding() {}

  @Override
  public String name() {
    return "RotaryEmbedding";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, 4)
        .with("interleaved", AttributeKind.INT)
        .with("num_heads", AttributeKind.INT)
        .with("rotary_embedding_dim", AttributeKind.INT);
  }

  private record Layout(int batch, int heads, int positions, int head, int turned, boolean flat) {
    static Layout of(NodeContext context) throws OperatorException {
      TensorShape shape = context.inputShape(0);
      boolean flat = shape.rank() == 3;
      Args.require(flat || shape.rank() == 4, "the input has shape " + shape);
      int heads = shape.dim(1);
      if (flat) {
        long given = context.attributes().intValue("num_heads", 0);
        heads = Args.toIntIn(given, 1, Math.max(1, shape.dim(2)), "num_heads");
        Args.require(shape.dim(2) % heads == 0, heads + " heads of " + shape);
      }
      int head = flat ? shape.dim(2) / heads : shape.dim(3);
      long given = context.attributes().intValue("rotary_embedding_dim", 0);
      int turned = Args.toIntIn(given == 0 ? head : given, 0, head, "rotary_embedding_dim");
      Args.require(turned % 2 == 0, "an odd number of elements is turned");
      return new Layout(shape.dim(0), heads, shape.dim(flat ? 1 : 2), head, turned, flat);
    }

    int offset(int batchIndex, int position, int headIndex) {
      return flat
          ? ((batchIndex * positions + position) * heads + headIndex) * head
          : ((batchIndex * heads + headIndex) * positions + position) * head;
    }
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    Layout layout = Layout.of(context);
    TensorShape cache = context.inputShape(1);
    boolean byPosition = context.hasInput(POSITIONS);
    TensorShape rows = TensorShape.of(layout.batch(), layout.positions());
    if (byPosition) {
      Args.require(context.inputShape(POSITIONS).equals(rows), "position_ids don't fit");
    }
    Args.require(
        cache.equals(context.inputShape(2))
            && cache.rank() == (byPosition ? 2 : 3)
            && cache.dim(cache.rank() - 1) == layout.turned() / 2
            && (byPosition
                || (cache.dim(0) == layout.batch() && cache.dim(1) == layout.positions())),
        "caches of shape " + cache + " and " + context.inputShape(2));
    return List.of(context.inputShape(0));
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    Layout layout = Layout.of(context);
    boolean interleaved = context.attributes().intValue("interleaved", 0) != 0;
    double[] out = inputs.get(0).data().clone();
    int half = layout.turned() / 2;
    for (int row = 0; row < layout.batch() * layout.positions(); row++) {
      int cached = row;
      if (context.hasInput(POSITIONS)) {
        int rows = inputs.get(1).shape().dim(0);
        cached = Indices.position(inputs.get(POSITIONS).get(row), rows);
      }
      for (int head = 0; head < layout.heads(); head++) {
        int at = layout.offset(row / layout.positions(), row % layout.positions(), head);
        for (int i = 0; i < half; i++) {
          int first = at + (interleaved ? 2 * i : i);
          int second = at + (interleaved ? 2 * i + 1 : half + i);
          double cos = inputs.get(1).get(cached * half + i);
          double sin = inputs.get(2).get(cached * half + i);
          double x = out[first];
          double y = out[second];
          out[first] = cos * x - sin * y;
          out[second] = sin * x + cos * y;
        }
      }
    }
    return List.of(FloatTensor.of(context.outputShape(0), out));
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    Layout layout = Layout.of(context);
    boolean interleaved = context.attributes().intValue("interleaved", 0) != 0;
    int[] places = new int[layout.head()];
    int half = layout.turned() / 2;
    for (int i = 0; i < places.length; i++) {
      int other = interleaved ? i ^ 1 : (i + half) % layout.turned();
      places[i] = i < layout.turned() ? other : i;
    }
    int[] split =
        layout.flat()
            ? new int[] {layout.batch(), layout.positions(), layout.heads(), layout.head()}
            : context.inputShape(0).toArray();
    String x = graph.reshape(graph.input(0), split);
    String partner =
        graph.add(
            "Gather",
            Replacement.integer("axis", 3),
            x,
            graph.constant(FloatTensor.vector(places)));
    String cos = factors(context, graph, layout, 1);
    String sin = factors(context, graph, layout, 2);
    String turned = graph.add("Add", graph.add("Mul", x, cos), graph.add("Mul", partner, sin));
    graph.output(0, graph.reshape(turned, context.inputShape(0).toArray()));
    return true;
  }

  /** Factors of every element of a head, of a cache: those of sines differ in sign in a pair. */
  private static String factors(NodeContext context, Replacement graph, Layout layout, int input) {
    boolean sine = input == 2;
    int half = layout.turned() / 2;
    String cache = graph.input(input);
    String rows =
        context.hasInput(POSITIONS) ? graph.add("Gather", cache, graph.input(POSITIONS)) : cache;
    boolean interleaved = context.attributes().intValue("interleaved", 0) != 0;
    int batch = layout.batch();
    int positions = layout.positions();
    String part =
        interleaved
            ? graph.reshape(rows, batch, positions, half, 1)
            : graph.reshape(rows, batch, positions, half);
    String first = sine ? graph.add("Neg", part) : part;
    Attributes last = Replacement.integer("axis", -1);
    String pair =
        graph.reshape(graph.add("Concat", last, first, part), batch, positions, layout.turned());
    int rest = layout.head() - layout.turned();
    String all = pair;
    if (rest > 0) {
      double[] unturned = new double[batch * positions * rest];
      Arrays.fill(unturned, sine ? 0 : 1);
      TensorShape shape = TensorShape.of(batch, positions, rest);
      all = graph.add("Concat", last, pair, graph.constant(FloatTensor.of(shape, unturned)));
    }
    return layout.flat()
        ? graph.reshape(all, batch, positions, 1, layout.head())
        : graph.reshape(all, batch, 1, positions, layout.head());
  }
}
