package io.zkml.vm.proof;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.Operand;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.contraction.Term;
import io.zkml.vm.program.TensorProgram;
import io.zkml.vm.tensor.LinearTerm;
import io.zkml.vm.tensor.TensorAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns one linear term between tensors into terms between their blocks: all combinations of pieces
 * that an axis relates.
 */
final class TermLowering {

  private final TensorLocations locations;
  private final LinearTerm term;
  private final TensorLayout out;
  private final TensorLayout first;
  private final @Nullable TensorLayout second;
  private final List<Term> terms = new ArrayList<>();
  private final int[] firstPieces;
  private final int[] secondPieces;
  private final AxisMap[] maps;

  /** Of axes that are gathered, once they are met. */
  private final @Nullable GatherBlocks[] gathers;

  private final int[] outStarts;
  private final int[] firstStarts;
  private final int[] secondStarts;
  private int[] outPieces = {};
  private long rowOffset;

  TermLowering(
      TensorProgram program, TensorLocations locations, TensorLayout out, LinearTerm term) {
    this.locations = locations;
    this.term = term;
    this.out = out;
    this.first = program.tensors().get(term.first()).layout();
    this.second = term.isProduct() ? program.tensors().get(term.second()).layout() : null;
    this.firstPieces = new int[first.axes().size()];
    this.secondPieces = new int[second == null ? 0 : second.axes().size()];
    this.maps = new AxisMap[term.axes().size()];
    this.gathers = new GatherBlocks[maps.length];
    this.outStarts = term.resultStarts();
    this.firstStarts = term.firstStarts();
    this.secondStarts = term.secondStarts();
  }

  /** The terms of one block of the result, which starts at the given row of its column. */
  List<Term> block(int outBlock, long row) {
    outPieces = out.pieces(outBlock);
    rowOffset = row;
    terms.clear();
    axis(0);
    return List.copyOf(terms);
  }

  private void axis(int k) {
    if (k == maps.length) {
      Operand second =
          this.second == null ? null : locations.of(term.second(), this.second.block(secondPieces));
      Operand first = locations.of(term.first(), this.first.block(firstPieces));
      terms.add(
          new Term(
              rowOffset,
              term.scale(),
              first,
              second,
              Arrays.asList(maps),
              term.resultOrder(),
              term.secondOrder()));
      return;
    }
    int o = outStarts[k];
    int a = firstStarts[k];
    int b = secondStarts[k];
    switch (term.axes().get(k)) {
      case TensorAxis.Batch x -> {
        firstPieces[a] = outPieces[o];
        next(k, new AxisMap.Batch(log(out, o, outPieces[o])));
      }
      case TensorAxis.Free x -> {
        secondPieces[b] = outPieces[o];
        next(k, new AxisMap.Free(log(out, o, outPieces[o])));
      }
      case TensorAxis.Shared x -> {
        firstPieces[a] = outPieces[o];
        secondPieces[b] = outPieces[o];
        next(k, new AxisMap.Shared(log(out, o, outPieces[o])));
      }
      case TensorAxis.Broadcast x -> {
        AxisLayout axis = out.axes().get(o);
        int piece = outPieces[o];
        next(k, new AxisMap.Broadcast(log(out, o, piece), axis.realLength(piece)));
      }
      case TensorAxis.Sum x -> {
        for (int p = 0; p < first.axes().get(a).pieces(); p++) {
          firstPieces[a] = p;
          next(k, new AxisMap.Sum(log(first, a, p)));
        }
      }
      case TensorAxis.Gather g -> gather(g, k, o, a);
      case TensorAxis.Inner x -> inner(k, a, b);
      case TensorAxis.Window w -> window(w, k, o, a, b);
    }
  }

  private void next(int k, AxisMap map) {
    maps[k] = map;
    axis(k + 1);
  }

  /** Every combination of pieces of the operand that the result's pieces read from. */
  private void gather(TensorAxis.Gather g, int k, int o, int a) {
    GatherBlocks blocks = gathers[k];
    if (blocks == null) {
      List<AxisLayout> from = first.axes().subList(a, a + g.firstAxes());
      List<AxisLayout> to = out.axes().subList(o, o + g.resultAxes());
      blocks = new GatherBlocks(to, from, g.indices());
      gathers[k] = blocks;
    }
    int[] pieces = Arrays.copyOfRange(outPieces, o, o + g.resultAxes());
    for (GatherBlocks.Part part : blocks.parts(pieces)) {
      System.arraycopy(part.pieces(), 0, firstPieces, a, g.firstAxes());
      next(k, part.map());
    }
  }

  /** Every piece of the second operand inside the piece of the first that contains it. */
  private void inner(int k, int a, int b) {
    AxisLayout whole = first.axes().get(a);
    AxisLayout parts = secondLayout().axes().get(b);
    for (int p = 0; p < parts.pieces(); p++) {
      int from = parts.offset(p);
      int log = parts.pieceLogs().get(p);
      int q = 0;
      while (from >= whole.offset(q + 1)) {
        q++;
      }
      if (from + (1 << log) > whole.offset(q + 1)) {
        throw new IllegalArgumentException(
            "an inner axis is cut coarser in the second operand: " + whole + ", " + parts);
      }
      firstPieces[a] = q;
      secondPieces[b] = p;
      int aLog = whole.pieceLogs().get(q);
      next(k, new AxisMap.Inner(log, aLog, from - whole.offset(q)));
    }
  }

  private void window(TensorAxis.Window w, int k, int o, int a, int b) {
    AxisLayout result = out.axes().get(o);
    AxisLayout source = first.axes().get(a);
    int at = outPieces[o];
    if (w.clamp() && source.pieces() > 1) {
      throw new IllegalArgumentException("a clamped window needs an axis in one piece");
    }
    for (int p = 0; p < source.pieces(); p++) {
      firstPieces[a] = p;
      int shift = source.offset(p) - w.stride() * result.offset(at);
      if (second == null) {
        next(k, map(w, result, at, source, p, 0, w.kernel(), w.pad() + shift));
        continue;
      }
      AxisLayout kernel = secondLayout().axes().get(b);
      for (int q = 0; q < kernel.pieces(); q++) {
        secondPieces[b] = q;
        int pad = w.pad() + shift - w.dilation() * kernel.offset(q);
        int log = kernel.pieceLogs().get(q);
        AxisMap map = map(w, result, at, source, p, log, kernel.realLength(q), pad);
        next(k, map);
      }
    }
  }

  private static AxisMap map(
      TensorAxis.Window w,
      AxisLayout result,
      int at,
      AxisLayout source,
      int p,
      int kernelLog,
      int kernelLength,
      int pad) {
    return new AxisMap.Window(
        result.pieceLogs().get(at),
        result.realLength(at),
        source.pieceLogs().get(p),
        source.realLength(p),
        kernelLog,
        kernelLength,
        w.stride(),
        w.dilation(),
        pad,
        w.clamp());
  }

  private TensorLayout secondLayout() {
    if (second == null) {
      throw new IllegalStateException("no second operand");
    }
    return second;
  }

  private static int log(TensorLayout layout, int axis, int piece) {
    return layout.axes().get(axis).pieceLogs().get(piece);
  }
}
