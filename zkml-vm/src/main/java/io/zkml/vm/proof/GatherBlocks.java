package io.zkml.vm.proof;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.AxisMap;
import io.zkml.core.contraction.IndexList;
import io.zkml.core.contraction.TensorLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a gather between entries of tensors into gathers between positions of their blocks. Padding
 * positions of a result read nothing and so stay zero.
 */
final class GatherBlocks {

  private final TensorLayout out;
  private final TensorLayout first;
  private final long[] indices;

  /** For every entry of the operand its block in the upper half and its position in the lower. */
  private final long[] places;

  /** The gather from the given axes of an operand to the given axes of a result. */
  GatherBlocks(List<AxisLayout> out, List<AxisLayout> first, IndexList indices) {
    this.out = new TensorLayout(out);
    this.first = new TensorLayout(first);
    this.indices = new long[indices.size()];
    Arrays.setAll(this.indices, indices::get);
    this.places = new long[this.first.size()];
    for (int b = 0; b < this.first.blocks(); b++) {
      long[] stored = new long[1 << this.first.blockLog(b)];
      long block = (long) b << Integer.SIZE;
      Arrays.setAll(stored, at -> block | at);
      this.first.gather(places, b, stored, 0);
    }
  }

  /** Part of a result block: what comes from the operand's block made up of these pieces. */
  record Part(int[] pieces, AxisMap.Gather map) {}

  /**
   * The parts of the result's block made up of these pieces, by ascending blocks of the operand.
   */
  List<Part> parts(int[] outPieces) {
    int block = out.block(outPieces);
    int outLog = out.blockLog(block);
    long[] read = new long[1 << outLog];
    Arrays.fill(read, IndexList.NONE);
    out.scatter(indices, block, read, 0);
    int[][] lists = new int[first.blocks()][0];
    int[] lengths = new int[lists.length];
    for (int o = 0; o < read.length; o++) {
      if (read[o] != IndexList.NONE) {
        long place = places[Math.toIntExact(read[o])];
        int b = (int) (place >>> Integer.SIZE);
        if (lengths[b] == 0) {
          lists[b] = new int[read.length];
          Arrays.fill(lists[b], IndexList.NONE);
        }
        lists[b][o] = (int) place;
        lengths[b] = o + 1;
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int b = 0; b < lists.length; b++) {
      if (lengths[b] > 0) {
        IndexList list = IndexList.of(Arrays.copyOf(lists[b], lengths[b]));
        parts.add(new Part(first.pieces(b), new AxisMap.Gather(outLog, first.blockLog(b), list)));
      }
    }
    return parts;
  }
}
