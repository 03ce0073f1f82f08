package io.zkml.ml.guest;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;

/** Loops of C that add one linear term to an array. */
final class PlainTerm {

  private final CWriter out;
  private final String name;
  private final LinearTerm term;
  private final TensorLayout result;
  private final TensorLayout first;
  private final TensorLayout second;
  private final int[] outStarts;
  private final int[] firstStarts;
  private final int[] secondStarts;
  private final StringBuilder o = new StringBuilder("0");
  private final StringBuilder i = new StringBuilder("0");
  private final StringBuilder w = new StringBuilder("0");

  PlainTerm(CWriter out, TensorProgram program, String name, TensorLayout result, LinearTerm term) {
    this.out = out;
    this.name = name;
    this.term = term;
    this.result = result;
    this.first = program.tensors().get(term.first()).layout();
    this.second = term.isProduct() ? program.tensors().get(term.second()).layout() : first;
    this.outStarts = term.resultStarts();
    this.firstStarts = term.firstStarts();
    this.secondStarts = term.secondStarts();
  }

  /** Writes the loops; arrays are named t and their tensor's number. */
  void write() {
    axis(0);
  }

  private void axis(int k) {
    if (k == term.axes().size()) {
      String product = term.isProduct() ? " * t%d[%s]".formatted(term.second(), w) : "";
      out.line("%s[%s] += %dLL * t%d[%s]%s;", name, o, term.scale(), term.first(), i, product);
      return;
    }
    TensorAxis axis = term.axes().get(k);
    int oStride = stride(result, outStarts[k] + axis.resultAxes());
    int iStride = stride(first, firstStarts[k] + axis.firstAxes());
    boolean inSecond = term.isProduct() && axis.inSecond();
    int wStride = inSecond ? stride(second, secondStarts[k] + 1) : 0;
    int length =
        axis.inResult()
            ? entries(result, outStarts[k], outStarts[k] + axis.resultAxes())
            : entries(first, firstStarts[k], firstStarts[k] + axis.firstAxes());
    out.open("for (int x%1$d = 0; x%1$d < %2$d; x%1$d++)", k, length);
    String index = "x" + k;
    switch (axis) {
      case TensorAxis.Window window -> {
        out.open("for (int s%1$d = 0; s%1$d < %2$d; s%1$d++)", k, window.kernel());
        position(window, k);
        nested(k, index, oStride, "p" + k, iStride, "s" + k, wStride);
        out.close();
      }
      case TensorAxis.Gather gather -> {
        out.array("int", "g" + k, indices(gather.indices()));
        out.open("if (g%1$d[x%1$d] >= 0)", k);
        nested(k, index, oStride, "g%1$d[x%1$d]".formatted(k), iStride, index, 0);
        out.close();
      }
      default ->
          nested(
              k,
              index,
              axis.inResult() ? oStride : 0,
              index,
              axis.inFirst() ? iStride : 0,
              index,
              wStride);
    }
    out.close();
  }

  /** The first operand's position p; a step outside is left out, or moved to the nearest end. */
  private void position(TensorAxis.Window window, int k) {
    int length = first.axes().get(firstStarts[k]).length();
    out.line(
        "int p%1$d = %2$d * x%1$d + %3$d * s%1$d - %4$d;",
        k, window.stride(), window.dilation(), window.pad());
    if (window.clamp()) {
      out.line("p%1$d = p%1$d < 0 ? 0 : p%1$d < %2$d ? p%1$d : %2$d - 1;", k, length);
    } else {
      out.line("if (p%1$d < 0 || p%1$d >= %2$d) continue;", k, length);
    }
  }

  private void nested(
      int k, String oIndex, int oStride, String iIndex, int iStride, String wIndex, int wStride) {
    int oLength = add(o, oIndex, oStride);
    int iLength = add(i, iIndex, iStride);
    int wLength = add(w, wIndex, wStride);
    axis(k + 1);
    o.setLength(oLength);
    i.setLength(iLength);
    w.setLength(wLength);
  }

  /** Appends a summand; returns the length before. */
  private static int add(StringBuilder sum, String index, int stride) {
    int length = sum.length();
    if (stride != 0) {
      sum.append(" + ").append(stride).append(" * ").append(index);
    }
    return length;
  }

  private static long[] indices(IndexList list) {
    long[] out = new long[list.size()];
    for (int k = 0; k < out.length; k++) {
      out[k] = list.get(k);
    }
    return out;
  }

  private static int stride(TensorLayout layout, int from) {
    return entries(layout, from, layout.axes().size());
  }

  private static int entries(TensorLayout layout, int from, int to) {
    int n = 1;
    for (AxisLayout axis : layout.axes().subList(from, to)) {
      n *= axis.length();
    }
    return n;
  }
}
