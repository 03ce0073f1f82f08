package io.zkml.vm.tensor;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;

/** Adds one linear term to an accumulator tensor, exactly: nested loops over row-major arrays. */
final class LinearLoops {

  private final LinearTerm term;
  private final int rank;
  private final int[] outLength;
  private final int[] aLength;
  private final int[] outStride;
  private final int[] aStride;
  private final int[] bStride;
  private final long[] out;
  private final long[] a;
  private final long[] b;

  LinearLoops(TensorMemory memory, TensorLayout result, LinearTerm term, long[] out) {
    this.term = term;
    this.rank = term.axes().size();
    this.out = out;
    this.a = memory.get(term.first());
    this.b = term.isProduct() ? memory.get(term.second()) : new long[0];
    this.outLength = new int[rank];
    this.aLength = new int[rank];
    this.outStride = new int[rank];
    this.aStride = new int[rank];
    this.bStride = new int[rank];
    int[] o = term.resultStarts();
    int[] i = term.firstStarts();
    int[] w = term.secondStarts();
    TensorLayout first = memory.spec(term.first()).layout();
    for (int k = 0; k < rank; k++) {
      TensorAxis axis = term.axes().get(k);
      outLength[k] = entries(result, o[k], o[k] + axis.resultAxes());
      outStride[k] = entries(result, o[k] + axis.resultAxes(), result.axes().size());
      aLength[k] = entries(first, i[k], i[k] + axis.firstAxes());
      aStride[k] = entries(first, i[k] + axis.firstAxes(), first.axes().size());
      if (term.isProduct() && axis.inSecond()) {
        TensorLayout second = memory.spec(term.second()).layout();
        bStride[k] = entries(second, w[k] + 1, second.axes().size());
      }
    }
  }

  /** Number of combinations of indices of a range of a tensor's axes. */
  private static int entries(TensorLayout layout, int from, int to) {
    int n = 1;
    for (AxisLayout axis : layout.axes().subList(from, to)) {
      n *= axis.length();
    }
    return n;
  }

  void run() {
    axis(0, 0, 0, 0);
  }

  private void axis(int k, int o, int i, int w) {
    if (k == rank) {
      long product = a[i] * term.scale();
      out[o] += term.isProduct() ? product * b[w] : product;
      return;
    }
    switch (term.axes().get(k)) {
      case TensorAxis.Window window -> window(window, k, o, i, w);
      case TensorAxis.Inner inner when k == rank - 1 -> out[o] += dot(k, i, w);
      case TensorAxis.Inner inner -> steps(k, aLength[k], 0, aStride[k], bStride[k], o, i, w);
      case TensorAxis.Sum sum -> steps(k, aLength[k], 0, aStride[k], 0, o, i, w);
      case TensorAxis.Batch x -> steps(k, outLength[k], outStride[k], aStride[k], 0, o, i, w);
      case TensorAxis.Free x -> steps(k, outLength[k], outStride[k], 0, bStride[k], o, i, w);
      case TensorAxis.Shared x ->
          steps(k, outLength[k], outStride[k], aStride[k], bStride[k], o, i, w);
      case TensorAxis.Broadcast x -> steps(k, outLength[k], outStride[k], 0, 0, o, i, w);
      case TensorAxis.Gather x -> gather(x, k, o, i, w);
    }
  }

  private void steps(int k, int n, int so, int sa, int sb, int o, int i, int w) {
    for (int x = 0; x < n; x++) {
      axis(k + 1, o + x * so, i + x * sa, w + x * sb);
    }
  }

  private void gather(TensorAxis.Gather gather, int k, int o, int i, int w) {
    for (int x = 0; x < outLength[k]; x++) {
      int from = gather.indices().get(x);
      if (from != IndexList.NONE) {
        axis(k + 1, o + x * outStride[k], i + from * aStride[k], w);
      }
    }
  }

  /** The innermost summed axis. */
  private long dot(int k, int i, int w) {
    long sum = 0;
    for (int x = 0; x < aLength[k]; x++) {
      sum += a[i + x * aStride[k]] * b[w + x * bStride[k]];
    }
    return sum * term.scale();
  }

  private void window(TensorAxis.Window window, int k, int o, int i, int w) {
    for (int step = 0; step < window.kernel(); step++) {
      int wAt = w + step * bStride[k];
      if (k == rank - 1 && !window.clamp()) {
        innermostWindow(window, k, o, i, step, term.isProduct() ? b[wAt] : 1);
        continue;
      }
      for (int x = 0; x < outLength[k]; x++) {
        int position = position(window, k, x, step);
        if (position >= 0) {
          axis(k + 1, o + x * outStride[k], i + position * aStride[k], wAt);
        }
      }
    }
  }

  private void innermostWindow(TensorAxis.Window w, int k, int o, int i, int step, long factor) {
    int shift = w.dilation() * step - w.pad();
    int from = Math.max(0, Math.ceilDiv(-shift, w.stride()));
    int to = Math.min(outLength[k], Math.floorDiv(aLength[k] - 1 - shift, w.stride()) + 1);
    long scaled = factor * term.scale();
    for (int x = from; x < to; x++) {
      out[o + x * outStride[k]] += a[i + x * w.stride() + shift] * scaled;
    }
  }

  private int position(TensorAxis.Window window, int k, int x, int step) {
    int p = window.source(x, step);
    if (p >= 0 && p < aLength[k]) {
      return p;
    }
    return window.clamp() ? Math.clamp(p, 0, aLength[k] - 1) : -1;
  }
}
