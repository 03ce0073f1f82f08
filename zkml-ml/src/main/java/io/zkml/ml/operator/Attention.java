package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.AttributeKind;
import java.util.List;

/**
 * {@code Attention}: scaled dot products of queries and keys, masked, through a softmax, as weights
 * of the values; with grouped heads, a cache of keys and values, and {@code softcap}. Inputs are
 * {@code [batch, heads, positions, length]} or {@code [batch, positions, heads * length]}.
 */
public final class Attention implements Operator {
  private static final int VALID_OPSET = 24;

  Attention() {}

  @Override
  public String name() {
    return "Attention";
  }

  @Override
  public Signature signature(int opset) {
    return Signature.of(3, opset >= VALID_OPSET ? 7 : 6)
        .outputs(4)
        .with("is_causal", AttributeKind.INT)
        .with("kv_num_heads", AttributeKind.INT)
        .with("q_num_heads", AttributeKind.INT)
        .with("qk_matmul_output_mode", AttributeKind.INT)
        .with("scale", AttributeKind.FLOAT)
        .with("softcap", AttributeKind.FLOAT)
        .with("softmax_precision", AttributeKind.INT);
  }

  @Override
  public List<TensorShape> shapes(NodeContext context) throws OperatorException {
    AttentionShape shape = AttentionShape.of(context);
    AttentionMask.check(context, shape);
    Args.toIntIn(mode(context), 0, 3, "qk_matmul_output_mode");
    int batch = shape.batch();
    int width = Args.toInt((long) shape.heads() * shape.value(), "the width of the result");
    TensorShape result =
        shape.flat()
            ? TensorShape.of(batch, shape.queries(), width)
            : TensorShape.of(batch, shape.heads(), shape.queries(), shape.value());
    return List.of(
        result,
        TensorShape.of(batch, shape.groups(), shape.keys(), shape.head()),
        TensorShape.of(batch, shape.groups(), shape.keys(), shape.value()),
        TensorShape.of(batch, shape.heads(), shape.queries(), shape.keys()));
  }

  private static long mode(NodeContext context) {
    return context.attributes().intValue("qk_matmul_output_mode", 0);
  }

  @Override
  public List<FloatTensor> evaluate(NodeContext context, NodeInputs inputs)
      throws OperatorException {
    AttentionShape shape = AttentionShape.of(context);
    double[] query = shape.headsFirst(inputs.get(0), shape.heads());
    double[] key = shape.headsFirst(inputs.get(1), shape.groups());
    double[] value = shape.headsFirst(inputs.get(2), shape.groups());
    if (shape.past() > 0) {
      key = shape.joined(inputs.get(4).data(), key, shape.head());
      value = shape.joined(inputs.get(5).data(), value, shape.value());
    }
    AttentionMask mask = new AttentionMask(context, inputs, shape);
    TensorShape result = shapes(context).getFirst();
    TensorShape scores = shapes(context).get(3);
    double[] out = new double[Math.toIntExact(result.elements())];
    double[] shown = new double[Math.toIntExact(scores.elements())];
    double[] row = new double[shape.keys()];
    for (int index = 0; index < shape.batch() * shape.heads() * shape.queries(); index++) {
      int at = index / shape.queries();
      int group =
          at / shape.heads() * shape.groups()
              + at % shape.heads() / (shape.heads() / shape.groups());
      scores(context, row, new Rows(query, index * shape.head(), key, group * shape.keys()), shape);
      weights(context, mask, row, index, shown, shape);
      sum(row, value, group * shape.keys() * shape.value(), out, place(shape, index), shape);
    }
    return List.of(
        FloatTensor.of(result, out),
        FloatTensor.of(shapes(context).get(1), key),
        FloatTensor.of(shapes(context).get(2), value),
        FloatTensor.of(scores, shown));
  }

  /** Where the result of a query goes. */
  private static int place(AttentionShape shape, int index) {
    if (!shape.flat()) {
      return index * shape.value();
    }
    int query = index % shape.queries();
    int head = index / shape.queries() % shape.heads();
    int batch = index / shape.queries() / shape.heads();
    return ((batch * shape.queries() + query) * shape.heads() + head) * shape.value();
  }

  private record Rows(double[] query, int from, double[] key, int firstKey) {}

  private static void scores(NodeContext context, double[] row, Rows rows, AttentionShape shape) {
    double scale = context.attributes().floatValue("scale", 1 / Math.sqrt(shape.head()));
    for (int k = 0; k < row.length; k++) {
      double sum = 0;
      int at = (rows.firstKey() + k) * shape.head();
      for (int i = 0; i < shape.head(); i++) {
        sum += rows.query()[rows.from() + i] * rows.key()[at + i];
      }
      row[k] = sum * scale;
    }
  }

  /** Scores to weights; on the way, what the last output shows. */
  private static void weights(
      NodeContext context,
      AttentionMask mask,
      double[] row,
      int index,
      double[] shown,
      AttentionShape shape) {
    long mode = mode(context);
    double cap = context.attributes().floatValue("softcap", 0);
    int at = index * row.length;
    show(mode == 0, row, shown, at);
    for (int k = 0; k < row.length && cap > 0; k++) {
      row[k] = cap * Math.tanh(row[k] / cap);
    }
    show(mode == 1, row, shown, at);
    int query = index % shape.queries();
    int head = index / shape.queries() % shape.heads();
    int batch = index / shape.queries() / shape.heads();
    for (int k = 0; k < row.length; k++) {
      double bias = mask.at(batch, head, query, k);
      row[k] = bias == Double.NEGATIVE_INFINITY ? bias : row[k] + bias;
    }
    show(mode == 2, row, shown, at);
    softmax(row);
    show(mode == 3, row, shown, at);
  }

  private static void show(boolean wanted, double[] row, double[] shown, int at) {
    if (wanted) {
      System.arraycopy(row, 0, shown, at, row.length);
    }
  }

  /** Softmax in place; a row without any visible key becomes 0. */
  private static void softmax(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double x : row) {
      max = Math.max(max, x);
    }
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] = row[k] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(row[k] - max);
      sum += row[k];
    }
    for (int k = 0; k < row.length && sum > 0; k++) {
      row[k] /= sum;
    }
  }

  private static void sum(
      double[] row, double[] value, int from, double[] out, int to, AttentionShape shape) {
    for (int k = 0; k < row.length; k++) {
      for (int i = 0; i < shape.value() && row[k] != 0; i++) {
        out[to + i] += row[k] * value[from + k * shape.value() + i];
      }
    }
  }

  @Override
  public boolean expand(NodeContext context, Replacement graph) throws OperatorException {
    new AttentionNodes(context, graph, AttentionShape.of(context)).add(mode(context));
    return true;
  }
}
