package io.zkml.vm.proof;

import io.zkml.core.contraction.AxisLayout;
import io.zkml.core.contraction.TensorLayout;
import io.zkml.core.stark.PublicColumn;
import io.zkml.core.stark.Segment;
import java.util.Collections;
import java.util.List;

/**
 * A committed column and the blocks of some tensors in it.
 *
 * @param source the column
 * @param logRows log2 of its rows
 * @param rows rows in use
 * @param places what is where
 */
public record StoredColumn(Segment.Committed source, int logRows, long rows, List<Place> places) {

  /** Copies the list. */
  public StoredColumn {
    places = List.copyOf(places);
  }

  /**
   * A block of a tensor.
   *
   * @param run which run the tensor is of
   * @param number the tensor's place in the list that was asked for
   * @param layout the tensor's layout
   * @param block number of the block in the layout
   * @param row first row
   */
  public record Place(int run, int number, TensorLayout layout, int block, int row) {

    /** The block's rows. */
    public PublicColumn.Box box() {
      return new PublicColumn.Box(row, PlanBuilder.extents(layout, block));
    }

    /** In every real position the entry's number, row by row, plus something. */
    public PublicColumn.Part numbers(long plus) {
      List<AxisLayout> axes = layout.axes();
      Long[] strides = new Long[axes.size()];
      int[] pieces = layout.pieces(block);
      long stride = 1;
      long base = plus;
      for (int k = strides.length - 1; k >= 0; k--) {
        strides[k] = stride;
        base += stride * axes.get(k).offset(pieces[k]);
        stride *= axes.get(k).length();
      }
      return new PublicColumn.Part(box(), base, List.of(strides));
    }

    /** In every real position the same value. */
    public PublicColumn.Part constant(long value) {
      PublicColumn.Box box = box();
      return new PublicColumn.Part(box, value, Collections.nCopies(box.axes().size(), 0L));
    }
  }
}
