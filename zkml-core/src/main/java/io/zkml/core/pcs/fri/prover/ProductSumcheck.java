package io.zkml.core.pcs.fri.prover;

import io.zkml.core.field.Ext3;
import io.zkml.core.field.ExtVector;
import io.zkml.core.field.FieldKernels;
import io.zkml.core.parallel.Workers;
import java.util.List;

/** Sumcheck of the product of two tables of E; both are overwritten as variables are bound. */
final class ProductSumcheck {

  private static final int CHUNK = 1024;
  private static final int GRAIN = 8 * CHUNK;

  private final ExtVector weight;
  private final ExtVector vector;
  private final FieldKernels kernels;
  private final Workers workers;
  private int length;

  ProductSumcheck(ExtVector weight, ExtVector vector, FieldKernels kernels, Workers workers) {
    this.weight = weight;
    this.vector = vector;
    this.kernels = kernels;
    this.workers = workers;
    this.length = vector.length();
  }

  /** Entries left. */
  int length() {
    return length;
  }

  /** The vector with all bound variables folded: its first {@link #length} entries are in use. */
  ExtVector vector() {
    return vector;
  }

  /** The weight, likewise. */
  ExtVector weight() {
    return weight;
  }

  /** The sum of products. */
  Ext3 sum() {
    return kernels.extDot(weight, 0, vector, 0, length);
  }

  /** The coefficients c0 and c2 of the round polynomial. */
  List<Ext3> message() {
    int half = length / 2;
    ExtVector c0 = new ExtVector(Math.ceilDiv(half, GRAIN));
    ExtVector c2 = new ExtVector(c0.length());
    workers.forRange(half, GRAIN, (from, to) -> sums(from, to, half, c0, c2, from / GRAIN));
    return List.of(kernels.extSum(c0, 0, c0.length()), kernels.extSum(c2, 0, c2.length()));
  }

  private void sums(int from, int to, int half, ExtVector c0, ExtVector c2, int out) {
    int size = Math.min(CHUNK, to - from);
    ExtVector w = new ExtVector(size);
    ExtVector v = new ExtVector(size);
    Ext3 low = Ext3.ZERO;
    Ext3 square = Ext3.ZERO;
    for (int i = from; i < to; i += CHUNK) {
      int n = Math.min(CHUNK, to - i);
      low = low.add(kernels.extDot(weight, i, vector, i, n));
      kernels.extSub(weight, half + i, weight, i, w, 0, n);
      kernels.extSub(vector, half + i, vector, i, v, 0, n);
      square = square.add(kernels.extDot(w, 0, v, 0, n));
    }
    c0.set(out, low);
    c2.set(out, square);
  }

  /** Binds the first variable. */
  void bind(Ext3 r) {
    int half = length / 2;
    workers.forRange(
        half,
        GRAIN,
        (from, to) -> {
          kernels.extFold(weight, from, half + from, r, weight, from, to - from);
          kernels.extFold(vector, from, half + from, r, vector, from, to - from);
        });
    length = half;
  }
}
