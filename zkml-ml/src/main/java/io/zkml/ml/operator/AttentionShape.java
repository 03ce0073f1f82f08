package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;

/**
 * The dimensions of an {@code Attention} node.
 *
 * @param batch sequences
 * @param heads heads of the queries, a multiple of the others
 * @param groups heads of the keys and values
 * @param queries positions of the queries
 * @param past positions of cached keys and values
 * @param keys positions of keys and values, cached ones included
 * @param head length of a query and of a key
 * @param value length of a value
 * @param flat whether the heads of a position lie side by side in one axis
 */
record AttentionShape(
    int batch,
    int heads,
    int groups,
    int queries,
    int past,
    int keys,
    int head,
    int value,
    boolean flat) {
  private static final int PAST_KEY = 4;
  private static final int PAST_VALUE = 5;

  static AttentionShape of(NodeContext context) throws OperatorException {
    TensorShape q = context.inputShape(0);
    boolean flat = q.rank() == 3;
    Args.require(flat || q.rank() == 4, "Q has shape " + q);
    TensorShape query = split(context, 0, flat ? "q_num_heads" : "");
    TensorShape key = split(context, 1, flat ? "kv_num_heads" : "");
    TensorShape value = split(context, 2, flat ? "kv_num_heads" : "");
    Args.require(
        query.dim(0) == key.dim(0)
            && key.withDim(3, 0).equals(value.withDim(3, 0))
            && query.dim(3) == key.dim(3)
            && key.dim(1) > 0
            && query.dim(1) % key.dim(1) == 0,
        "Q, K and V have shapes " + query + ", " + key + " and " + value);
    int past = past(context, key, value);
    return new AttentionShape(
        query.dim(0),
        query.dim(1),
        key.dim(1),
        query.dim(2),
        past,
        Args.toInt((long) past + key.dim(2), "the number of keys"),
        query.dim(3),
        value.dim(3),
        flat);
  }

  private static int past(NodeContext context, TensorShape key, TensorShape value)
      throws OperatorException {
    Args.require(
        context.hasInput(PAST_KEY) == context.hasInput(PAST_VALUE),
        "past_key and past_value go together");
    if (!context.hasInput(PAST_KEY)) {
      return 0;
    }
    int past = length(context.inputShape(PAST_KEY), key);
    Args.require(
        past == length(context.inputShape(PAST_VALUE), value), "past_key and past_value differ");
    return past;
  }

  private static int length(TensorShape past, TensorShape now) throws OperatorException {
    Args.require(
        past.rank() == 4 && past.withDim(2, 0).equals(now.withDim(2, 0)),
        "a cache has shape " + past + " beside " + now);
    return past.dim(2);
  }

  /** The shape as {@code [batch, heads, positions, length]}. */
  private static TensorShape split(NodeContext context, int input, String heads)
      throws OperatorException {
    TensorShape shape = context.inputShape(input);
    Args.require(shape.rank() == (heads.isEmpty() ? 4 : 3), "an input has shape " + shape);
    if (heads.isEmpty()) {
      return shape;
    }
    long given = context.attributes().intValue(heads, 0);
    int count = Args.toIntIn(given, 1, Math.max(1, shape.dim(2)), heads);
    Args.require(shape.dim(2) % count == 0, count + " heads of " + shape);
    return TensorShape.of(shape.dim(0), count, shape.dim(1), shape.dim(2) / count);
  }

  /** An input as {@code [batch, heads, positions, length]}, row-major. */
  double[] headsFirst(FloatTensor tensor, int count) {
    if (!flat) {
      return tensor.data();
    }
    int positions = tensor.shape().dim(1);
    int length = tensor.shape().dim(2) / count;
    double[] out = new double[tensor.size()];
    for (int row = 0; row < batch * positions * count; row++) {
      int b = row / (positions * count);
      int position = row / count % positions;
      int to = ((b * count + row % count) * positions + position) * length;
      System.arraycopy(tensor.data(), row * length, out, to, length);
    }
    return out;
  }

  /** Cached rows before new ones, both as {@code [batch, groups, positions, length]}. */
  double[] joined(double[] cached, double[] added, int length) {
    if (past == 0) {
      return added;
    }
    double[] out = new double[batch * groups * keys * length];
    int before = past * length;
    int after = (keys - past) * length;
    for (int i = 0; i < batch * groups; i++) {
      System.arraycopy(cached, i * before, out, i * (before + after), before);
      System.arraycopy(added, i * after, out, i * (before + after) + before, after);
    }
    return out;
  }
}
