package io.zkml.ml.operator;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import io.zkml.ml.onnx.DataType;
import java.util.Optional;

/** What {@code Attention} adds to the scores: minus infinity where a query can't see a key. */
final class AttentionMask {
  private static final int MASK = 3;
  private static final int PAST_KEY = 4;
  private static final int VALID = 6;

  private final Optional<FloatTensor> mask;
  private final boolean isBoolean;
  private final Optional<FloatTensor> valid;
  private final boolean causal;
  private final boolean hasPast;
  private final AttentionShape shape;

  AttentionMask(NodeContext context, NodeInputs inputs, AttentionShape shape) {
    this.mask = inputs.find(MASK);
    this.isBoolean = context.inputType(MASK) == DataType.BOOL;
    this.valid = inputs.find(VALID);
    this.causal = context.attributes().intValue("is_causal", 0) != 0;
    this.hasPast = context.hasInput(PAST_KEY);
    this.shape = shape;
  }

  static void check(NodeContext context, AttentionShape shape) throws OperatorException {
    if (context.hasInput(MASK)) {
      TensorShape mask = context.inputShape(MASK);
      int[] due = {shape.batch(), shape.heads(), shape.queries(), shape.keys()};
      boolean fits = mask.rank() >= 2 && mask.rank() <= 4;
      for (int i = 1; fits && i <= mask.rank(); i++) {
        int dim = mask.dim(mask.rank() - i);
        fits = dim == 1 || dim == due[4 - i] || (i == 1 && dim < due[3]);
      }
      Args.require(fits, "attn_mask has shape " + mask);
    }
    if (context.hasInput(VALID)) {
      Args.requireVector(context, VALID, shape.batch(), "nonpad_kv_seqlen");
    }
  }

  /** The number to add to a score. */
  double at(int batch, int head, int query, int key) {
    double bias = mask.map(tensor -> masked(tensor, batch, head, query, key)).orElse(0.0);
    boolean hidden = causal && key > query + offset(batch);
    if (valid.isPresent()) {
      hidden |= key >= valid.get().get(batch);
    }
    return hidden ? Double.NEGATIVE_INFINITY : bias;
  }

  /** Keys that come before the first query. */
  private double offset(int batch) {
    return hasPast || valid.isEmpty() ? shape.past() : valid.get().get(batch) - shape.queries();
  }

  private double masked(FloatTensor tensor, int batch, int head, int query, int key) {
    TensorShape dims = tensor.shape();
    int[] position = {batch, head, query, key};
    int index = 0;
    for (int axis = 0; axis < dims.rank(); axis++) {
      int at = position[4 - dims.rank() + axis];
      int length = dims.dim(axis);
      if (axis == dims.rank() - 1 && at >= length && (length > 1 || shape.keys() == 1)) {
        return Double.NEGATIVE_INFINITY;
      }
      index = index * length + (length == 1 ? 0 : at);
    }
    double value = tensor.get(index);
    if (isBoolean) {
      return value == 0 ? Double.NEGATIVE_INFINITY : 0;
    }
    return value;
  }
}
